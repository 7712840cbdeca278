package dev.secretariat.spi;

import dev.secretariat.internal.Lendable;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Calls a scheduler's own code on the thread of a fiber's body. That code may take a lock, as a blocking queue has one, for which the
 * scheduler's workers wait, too. A mounted body that blocked there as elsewhere would let its worker go, and be first in the lock's line
 * while there is nobody left to run it. So it keeps its worker for that time.
 */
final class KeptWorker {
    private KeptWorker() {}

    /**
     * Calls {@link SchedulerBase#ready(TaskCell, Reason)} on any thread.
     *
     * @param workers returns the scheduler's
     */
    static <S, C, R> void ready(
            S scheduler, Function<S, List<? extends StepThread<?>>> workers, Ready<S, C, R> ready, C cell, R reason) {
        Thread me = Thread.currentThread();
        StepThread<?> lent = Lendable.mayBorrow(me) ? mine(workers.apply(scheduler)) : null;
        if (lent == null) {
            ready.call(scheduler, cell, reason);
            return;
        }
        lent.keeps++;
        try {
            ready.call(scheduler, cell, reason);
        } finally {
            lent.keeps--;
        }
    }

    private static @Nullable StepThread<?> mine(List<? extends StepThread<?>> workers) {
        for (StepThread<?> worker : workers) {
            if (worker.isMine()) return worker;
        }
        return null;
    }

    /** The call; a constant, since each wake makes it. */
    interface Ready<S, C, R> {
        void call(S scheduler, C cell, R reason);
    }
}
