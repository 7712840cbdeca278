package dev.secretariat.spi;

import dev.secretariat.FailureHandler;
import dev.secretariat.TaskHandle;
import dev.secretariat.internal.SafeLog;

/** Logs the failures that nobody else would see. */
enum LoggingFailureHandler implements FailureHandler {
    INSTANCE;

    private static final SafeLog LOG = SafeLog.named("dev.secretariat.failures");

    @Override
    public void handle(TaskHandle<?> task, Throwable failure) {
        LOG.error("Nobody has looked at the failure of task '{}'", task.name(), failure);
    }
}
