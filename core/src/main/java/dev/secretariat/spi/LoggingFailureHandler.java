package dev.secretariat.spi;

import dev.secretariat.FailureHandler;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.internal.LogMessage;

/** Logs the failures that nobody else would see. */
enum LoggingFailureHandler implements FailureHandler {
    INSTANCE;

    private static final String LOGGER = "dev.secretariat.failures";
    private static final LogMessage UNSEEN = LogMessage.error(LOGGER, "Nobody has looked at the failure of task '{}'");
    private static final LogMessage WITHOUT_OUTCOME = LogMessage.error(
            LOGGER,
            "Something was thrown that is not the outcome of task '{}': by onCancel(), beside a request to cancel, by a"
                    + " user's waker or awaitable, or in a job of the executor view whose future nobody has asked");

    @Override
    public void handle(TaskHandle<?> task, Throwable failure) {
        boolean failed = task.state() == TaskState.FAILED;
        (failed ? UNSEEN : WITHOUT_OUTCOME).log(task.name(), failure);
    }
}
