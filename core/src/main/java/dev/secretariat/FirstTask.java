package dev.secretariat;

import dev.secretariat.internal.Throwables;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** {@link Tasks#first}. */
final class FirstTask<T extends @Nullable Object> extends SubmittedOnce<T> {
    private final Task<? extends T>[] tasks;
    private final Parts<T> parts;
    private boolean isDecided;
    private @Nullable TaskHandle<? extends T> winner;

    /** What a submission has thrown. */
    private @Nullable Throwable refusal;

    FirstTask(Task<? extends T>[] tasks) {
        this.tasks = tasks;
        this.parts = new Parts<>(tasks.length);
    }

    @Override
    Step<T> next(Worker worker) {
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
    Step<?> windDown(Worker worker) {
        decide();
        parts.takeEnded();
        return parts.isRunning() ? Step.await(parts) : Step.done();
    }
}
