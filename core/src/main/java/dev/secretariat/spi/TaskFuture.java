package dev.secretariat.spi;

import dev.secretariat.Outcome;
import dev.secretariat.Waker;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** {@link dev.secretariat.TaskHandle#toCompletableFuture}: waits for the task as any waiter does. */
final class TaskFuture<T extends @Nullable Object> extends DrivingFuture<T> implements Waker {
    private final TaskCell<T> cell;

    private TaskFuture(TaskCell<T> cell, @Nullable SchedulerBase scheduler) {
        super(scheduler);
        this.cell = cell;
    }

    /**
     * A future of the task.
     *
     * @param scheduler the task's; null if it has ended
     */
    static <T extends @Nullable Object> TaskFuture<T> of(TaskCell<T> cell, @Nullable SchedulerBase scheduler) {
        TaskFuture<T> future = new TaskFuture<>(cell, scheduler);
        if (!cell.register(future)) {
            future.wake();
        } else { // one that is completed otherwise, by a time-out or by hand, waits no longer
            CompletableFuture<T> ignored = future.whenComplete((value, failure) -> cell.deregister(future));
        }
        return future;
    }

    @Override
    public void wake() {
        Outcome<T> outcome = cell.outcome();
        if (outcome instanceof Outcome.Succeeded<T> succeeded) complete(succeeded.value());
        else if (outcome instanceof Outcome.Failed<T> failed) completeExceptionally(failed.cause());
        else super.cancel(false);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (!isDone()) cell.cancel();
        return super.cancel(mayInterruptIfRunning);
    }
}
