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
            "For task '{}' something was thrown that is not its outcome: by onCancel(), by a waker or awaitable of a user's, or"
                    + " beside a request to cancel";

    @Override
    public void handle(TaskHandle<?> task, Throwable failure) {
        boolean failed = task.state() == TaskState.FAILED;
        LOG.error(failed ? UNSEEN : WITHOUT_OUTCOME, task.name(), failure);
    }
}
