package dev.secretariat.spi;

import dev.secretariat.Awaitable;
import java.time.Duration;

/** A scheduler as its shutdown sees it. */
final class SchedulerShutdown implements Shutdown.Surroundings {
    private final SchedulerBase scheduler;
    private final Unended unended;

    SchedulerShutdown(SchedulerBase scheduler, Unended unended) {
        this.scheduler = scheduler;
        this.unended = unended;
    }

    @Override
    public TimerDeadline deadline(Duration delay) {
        return scheduler.deadline(delay);
    }

    @Override
    public boolean block(Awaitable awaitable, TimerDeadline end) throws InterruptedException {
        return scheduler.block(awaitable, end);
    }

    @Override
    public Duration patience() {
        return scheduler.patience();
    }

    @Override
    public Object unended() {
        return unended;
    }

    @Override
    public void cancelAllTasks() {
        scheduler.forEachCell(TaskCell::cancelOnWorker);
    }

    @Override
    public void reportUnseenFailures() {
        scheduler.reports.reportAllUnseen();
    }

    @Override
    public void letThreadsGo() {
        try {
            scheduler.terminated();
        } finally {
            scheduler.timerThread.stop();
            scheduler.belongings.close();
        }
    }

    @Override
    public String toString() {
        return scheduler.toString();
    }
}
