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

    /** What a submission has thrown. */
    private @Nullable Throwable refusal;

    FirstTask(Task<? extends T>[] tasks) {
        this.tasks = tasks;
    }

    @Override
    public Step<T> step(Worker worker) {
        submitAll(worker);
        List<TaskHandle<? extends T>> running = new ArrayList<>();
        for (TaskHandle<? extends T> handle : handles) {
            if (!handle.isDone()) running.add(handle);
            else if (winner == null && handle.outcome() instanceof Outcome.Succeeded) winner = handle;
        }
        if (winner != null || refusal != null) running.forEach(TaskHandle::cancel);
        if (!running.isEmpty()) return Step.awaitAny(running.toArray(Awaitable[]::new));
        if (winner != null && refusal == null) return Step.done(winner.result());
        throw Throwables.unchecked(failure());
    }

    /** Those that have been submitted end before this does, also if one is refused. */
    private void submitAll(Worker worker) {
        if (refusal != null) return;
        try {
            while (handles.size() < tasks.length) handles.add(worker.submit(tasks[handles.size()]));
        } catch (Throwable refused) {
            refusal = refused;
        }
    }

    /** The refusal, or, as none has succeeded, the failure of the first in the list; with the others'. */
    private Throwable failure() {
        Throwable first = refusal;
        for (TaskHandle<? extends T> handle : handles) {
            if (!(handle.outcome() instanceof Outcome.Failed<?> failed)) continue;
            if (first == null) first = failed.cause();
            else Throwables.suppress(first, failed.cause());
        }
        return first != null ? first : new CancellationException("all tasks were cancelled");
    }

    @Override
    public Step<?> onCancel(Worker worker) {
        handles.forEach(TaskHandle::cancel);
        for (TaskHandle<?> handle : handles) {
            if (!handle.isDone()) return Step.await(handle);
        }
        return Step.done();
    }
}
