package dev.secretariat.impl;

import dev.secretariat.Outcome;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.internal.Throwables;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** {@link dev.secretariat.Tasks#first}. */
public final class FirstTask<T extends @Nullable Object> extends PartsTask<T, T> {
    private @Nullable TaskHandle<? extends T> winner;

    /** The first of these, which are not copied. */
    public FirstTask(Task<? extends T>[] tasks) {
        super(tasks);
    }

    @Override
    void take(Parts.Part<T> ended) {
        if (winner != null || !(ended.handle().outcome() instanceof Outcome.Succeeded)) return;
        winner = ended.handle();
        decide();
    }

    @Override
    T result() {
        if (winner != null && refusal == null) return winner.result();
        throw Throwables.unchecked(failure());
    }

    /** Returns the refusal, or, as none has succeeded, the failure of the first in the list; with the others'. */
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
    public String how() {
        return "first";
    }
}
