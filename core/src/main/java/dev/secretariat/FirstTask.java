package dev.secretariat;

import dev.secretariat.internal.Throwables;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** {@link Tasks#first}. */
final class FirstTask<T extends @Nullable Object> implements Task<T> {
    private final Task<? extends T>[] tasks;
    private final List<TaskHandle<? extends T>> handles = new ArrayList<>();
    private @Nullable TaskHandle<? extends T> winner;

    FirstTask(Task<? extends T>[] tasks) {
        this.tasks = tasks;
    }

    @Override
    public Step<T> step(Worker worker) {
        while (handles.size() < tasks.length) handles.add(worker.submit(tasks[handles.size()]));
        List<TaskHandle<? extends T>> running = new ArrayList<>();
        for (TaskHandle<? extends T> handle : handles) {
            if (!handle.isDone()) running.add(handle);
            else if (winner == null && handle.outcome() instanceof Outcome.Succeeded) winner = handle;
        }
        if (winner != null) running.forEach(TaskHandle::cancel);
        if (!running.isEmpty()) return Step.awaitAny(running.toArray(Awaitable[]::new));
        if (winner != null) return Step.done(winner.result());
        throw Throwables.unchecked(failure());
    }

    /** None has succeeded: the failure of the first in the list, with the others'. */
    private Throwable failure() {
        Throwable first = null;
        for (TaskHandle<? extends T> handle : handles) {
            if (!(handle.outcome() instanceof Outcome.Failed<?> failed)) continue;
            if (first == null) first = failed.cause();
            else if (first != failed.cause()) first.addSuppressed(failed.cause());
        }
        return first != null ? first : new CancellationException("all tasks were cancelled");
    }

    @Override
    public void onCancel(Worker worker) {
        handles.forEach(TaskHandle::cancel);
    }
}
