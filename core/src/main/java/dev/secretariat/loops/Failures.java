package dev.secretariat.loops;

import dev.secretariat.Fork;
import dev.secretariat.Worker;
import dev.secretariat.internal.Throwables;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Joins the parts of a call, which throw only what users' functions may throw, and says what leaves it if some fail. */
final class Failures {
    private Failures() {}

    /** Joins a part; throws what it has thrown, as it is. */
    static <R extends @Nullable Object> R join(Worker worker, Fork<R> part) {
        try {
            return worker.join(part);
        } catch (Exception thrown) {
            throw Throwables.unchecked(thrown);
        }
    }

    /**
     * Joins a part after a failure, so that nothing of the call is left pending.
     *
     * @return what is to leave the call: the first failure, with the later ones as suppressed; but a request to
     *     cancel, which may come at the same moment, does not hide what a function has thrown
     */
    static Throwable joinAfter(Throwable failure, Worker worker, Fork<?> part) {
        try {
            worker.join(part);
            return failure;
        } catch (Throwable later) {
            // The failure because of which a part was dropped lies with another part.
            if (failure == PartDropped.INSTANCE) return later;
            if (failure instanceof CancellationException && !isNoFailure(later)) {
                return Throwables.suppress(later, failure);
            }
            return later == PartDropped.INSTANCE ? failure : Throwables.suppress(failure, later);
        }
    }

    private static boolean isNoFailure(Throwable thrown) {
        return thrown instanceof CancellationException || thrown == PartDropped.INSTANCE;
    }
}
