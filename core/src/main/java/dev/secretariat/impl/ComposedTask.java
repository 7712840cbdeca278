package dev.secretariat.impl;

import dev.secretariat.Step;
import dev.secretariat.Worker;
import dev.secretariat.internal.Throwables;
import org.jspecify.annotations.Nullable;

/** A composition that submits parts, and ends after them: also if something fails beside them, as a clock or a collector. */
abstract class ComposedTask<T extends @Nullable Object> extends SubmittedOnce<T> {
    private @Nullable Throwable failure;

    /** Does what {@link #next} does; what it throws cancels the parts that are left, and is thrown once they have ended. */
    abstract Step<T> advance(Worker worker) throws Exception;

    @Override
    protected final Step<T> next(Worker worker) throws Exception {
        if (failure == null) {
            try {
                return advance(worker);
            } catch (Throwable thrown) {
                if (isCancelling(thrown, worker)) throw thrown; // windDown() follows
                failure = thrown;
            }
        }
        Step<?> rest = windDown(worker);
        if (!rest.isDone()) return rest.pending();
        throw Throwables.unchecked(failure);
    }
}
