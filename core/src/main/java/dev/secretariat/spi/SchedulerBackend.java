package dev.secretariat.spi;

import dev.secretariat.Awaitable;
import dev.secretariat.Deadline;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import dev.secretariat.executor.ExecutorBackend;
import dev.secretariat.executor.Unread;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a scheduler offers to its executor view, in an object of its own: users cannot get at it by a cast. */
final class SchedulerBackend implements ExecutorBackend {
    private final SchedulerBase scheduler;

    SchedulerBackend(SchedulerBase scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public <T extends @Nullable Object> TaskHandle<T> start(Task<T> task, @Nullable Deadline begin) {
        return scheduler.admission.submit(task, begin);
    }

    @Override
    public Deadline deadline(Duration delay) {
        return scheduler.deadline(delay);
    }

    @Override
    public long nanos() {
        return scheduler.ticker().nanos();
    }

    @Override
    public long nanos(Deadline deadline) {
        return ((TimerDeadline) deadline).nanos();
    }

    @Override
    public boolean isWorking() {
        return scheduler.isWorking();
    }

    @Override
    public boolean block(Awaitable awaitable, Deadline end) throws InterruptedException {
        TimerDeadline mine = (TimerDeadline) end;
        return scheduler.isWorking() ? scheduler.blockInStep(awaitable, mine) : scheduler.block(awaitable, mine);
    }

    @Override
    public boolean isShutdown() {
        return scheduler.shutdown.phase() != Lifecycle.OPEN;
    }

    @Override
    public boolean isStopped() {
        return scheduler.shutdown.phase() >= Lifecycle.REFUSING;
    }

    @Override
    public Awaitable closing() {
        return scheduler.closing();
    }

    @Override
    public Awaitable termination() {
        return scheduler.termination();
    }

    @Override
    public boolean isTerminated() {
        return scheduler.isTerminated();
    }

    @Override
    public void shutdown() {
        scheduler.shutdown.advance(Lifecycle.CLOSING);
    }

    @Override
    public void stop() {
        scheduler.shutdown.stop();
    }

    @Override
    public void shutdownNow() {
        scheduler.shutdownNow();
    }

    @Override
    public void forEachTask(Consumer<? super Task<?>> action) {
        scheduler.forEachCell(cell -> {
            Task<?> task = cell.task();
            if (task != null) action.accept(task);
        });
    }

    @Override
    public void watch(Worker worker, Unread failed) {
        scheduler.reports.watch(((WorkerBase) worker).currentCell(), failed);
    }

    @Override
    public String toString() {
        return scheduler.toString();
    }
}
