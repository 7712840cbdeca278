package dev.secretariat.spi;

import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Placeholder. */
final class ExecutorView extends ScheduledThreadPoolExecutor {
    ExecutorView(SchedulerBase scheduler) {
        super(1);
    }
}
