package dev.secretariat.impl;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import dev.secretariat.internal.Throwables;
import org.jspecify.annotations.Nullable;

/** A composition that ends after its parts: also if something fails beside them, as a clock or a collector. */
abstract class ComposedTask<T extends @Nullable Object> extends SubmittedOnce<T> {
    private @Nullable Throwable failure;

    /** As {@link Task#step}; what it throws ends the parts that are left, and is thrown once they have ended. */
    abstract Step<T> advance(Worker worker) throws Exception;

    /** Cancels the parts that are left; as {@link Task#onCancel}, done once they have ended. */
    abstract Step<?> endParts(Worker worker) throws Exception;

    @Override
    protected final Step<T> next(Worker worker) throws Exception {
        Throwable thrown = failure;
        if (thrown == null) {
            try {
                return advance(worker);
            } catch (Throwable now) {
                if (isCancelling(now, worker)) throw now; // windDown() follows
                failure = thrown = now;
            }
        }
        return failAfterParts(thrown, worker).pending();
    }

    /** If something had failed beside the parts before this was cancelled, that is thrown: so it goes to the failure handler, as nobody will see it otherwise. */
    @Override
    protected final Step<?> windDown(Worker worker) throws Exception {
        Throwable thrown = failure;
        return thrown == null ? endParts(worker) : failAfterParts(thrown, worker);
    }

    /** Returns what has to happen before the parts have ended; then throws. */
    private Step<?> failAfterParts(Throwable thrown, Worker worker) {
        try {
            Step<?> rest = endParts(worker);
            if (!rest.isDone()) return rest;
        } catch (Throwable later) {
            Throwables.suppress(thrown, later);
        }
        throw Throwables.unchecked(thrown);
    }
}
