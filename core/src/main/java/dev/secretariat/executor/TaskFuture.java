package dev.secretariat.executor;

import dev.secretariat.Outcome;
import dev.secretariat.TaskHandle;
import dev.secretariat.Waker;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** {@link dev.secretariat.TaskHandle#toCompletableFuture}: waits for the task as any waiter does. */
public final class TaskFuture<T extends @Nullable Object> extends DrivingFuture<T> implements Waker {
    private final TaskHandle<T> task;

    private TaskFuture(TaskHandle<T> task, @Nullable ExecutorBackend backend) {
        super(backend);
        this.task = task;
    }

    /**
     * Returns a future of a task.
     *
     * @param backend the task's scheduler; null if it has ended
     */
    public static <T extends @Nullable Object> TaskFuture<T> of(TaskHandle<T> task, @Nullable ExecutorBackend backend) {
        TaskFuture<T> future = new TaskFuture<>(task, backend);
        if (!task.register(future)) {
            future.wake();
        } else { // one that is completed otherwise, by a time-out or by hand, waits no longer
            CompletableFuture<T> ignored = future.whenComplete((value, failure) -> task.deregister(future));
        }
        return future;
    }

    @Override
    public void wake() {
        Outcome<T> outcome = task.outcome();
        if (outcome instanceof Outcome.Succeeded<T> succeeded) complete(succeeded.value());
        else if (outcome instanceof Outcome.Failed<T> failed) completeExceptionally(failed.cause());
        else super.cancel(false);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (!isDone()) task.cancel();
        return super.cancel(mayInterruptIfRunning);
    }
}
