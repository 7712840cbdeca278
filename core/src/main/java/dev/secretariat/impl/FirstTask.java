package dev.secretariat.impl;

import dev.secretariat.Outcome;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Tasks;
import dev.secretariat.Worker;
import dev.secretariat.internal.Throwables;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** {@link Tasks#first}. */
public final class FirstTask<T extends @Nullable Object> extends SubmittedOnce<T> {
    private final Task<? extends T>[] tasks;
    private final Parts<T> parts;
    private boolean isDecided;
    private @Nullable TaskHandle<? extends T> winner;

    /** What a submission has thrown. */
    private @Nullable Throwable refusal;

    public FirstTask(Task<? extends T>[] tasks) {
        this.tasks = tasks;
        this.parts = new Parts<>(tasks.length);
    }

    @Override
    protected Step<T> next(Worker worker) {
        if (parts.size() < tasks.length && refusal == null) {
            if (submitOne(worker)) return Step.goOn();
        }
        for (TaskHandle<? extends T> handle : parts.takeEnded()) {
            if (winner == null && handle.outcome() instanceof Outcome.Succeeded) winner = handle;
        }
        if (winner != null) decide();
        if (parts.isRunning()) return Step.await(parts);
        if (winner != null && refusal == null) return Step.done(winner.result());
        throw Throwables.unchecked(failure());
    }

    /** Those that have been submitted end before this does, also if one is refused. */
    private boolean submitOne(Worker worker) {
        try {
            parts.submit(tasks[parts.size()], worker);
            return true;
        } catch (Throwable refused) {
            refusal = refused;
            decide();
            return false;
        }
    }

    /** The others need not go on. */
    private void decide() {
        if (!isDecided) parts.cancel();
        isDecided = true;
    }

    /** The refusal, or, as none has succeeded, the failure of the first in the list; with the others'. */
    private Throwable failure() {
        Throwable first = refusal;
        for (int i = 0; i < parts.size(); i++) {
            if (!(parts.get(i).outcome() instanceof Outcome.Failed<?> failed)) continue;
            if (first == null) first = failed.cause();
            else Throwables.suppress(first, failed.cause());
        }
        return first != null ? first : new CancellationException("all tasks were cancelled");
    }

    @Override
    protected Step<?> windDown(Worker worker) {
        decide();
        parts.takeEnded();
        return parts.isRunning() ? Step.await(parts) : Step.done();
    }

    @Override
    public Object madeOf() {
        return tasks[0];
    }

    @Override
    public String how() {
        return "first";
    }
}
