package dev.secretariat.spi;

import dev.secretariat.Outcome;
import dev.secretariat.Waker;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** {@link dev.secretariat.TaskHandle#toCompletableFuture}: waits for the task as any waiter does. */
final class TaskFuture<T extends @Nullable Object> extends CompletableFuture<T> implements Waker {
    private final TaskCell<T> cell;

    TaskFuture(TaskCell<T> cell) {
        this.cell = cell;
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
