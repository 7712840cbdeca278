package dev.secretariat.spi;

import dev.secretariat.FailureHandler;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.internal.SafeLog;

/** Logs the failures that nobody else would see. */
enum LoggingFailureHandler implements FailureHandler {
    INSTANCE;

    private static final SafeLog LOG = SafeLog.named("dev.secretariat.failures");
    private static final String UNSEEN = "Nobody has looked at the failure of task '{}'";
    private static final String WITHOUT_OUTCOME =
            "Something was thrown that is not the outcome of task '{}': by onCancel(), beside a request to cancel, by a"
                    + " user's waker or awaitable, or in a job of the executor view whose future nobody has asked";

    @Override
    public void handle(TaskHandle<?> task, Throwable failure) {
        boolean failed = task.state() == TaskState.FAILED;
        LOG.error(failed ? UNSEEN : WITHOUT_OUTCOME, task.name(), failure);
    }
}
