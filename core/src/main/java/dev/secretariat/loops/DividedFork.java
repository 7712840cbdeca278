package dev.secretariat.loops;

import dev.secretariat.Fork;
import dev.secretariat.Worker;
import dev.secretariat.internal.Throwables;
import org.jspecify.annotations.Nullable;

/**
 * A part of a sort: if one fails, those that have not begun are dropped.
 *
 * @param <S> what all parts share
 */
abstract class DividedFork<S extends Sort> extends Fork<@Nullable Void> {
    final S sort;

    DividedFork(S sort) {
        this.sort = sort;
    }

    abstract void work(Worker worker);

    @Override
    public final @Nullable Void run(Worker worker) {
        if (sort.failed) throw PartDropped.INSTANCE;
        try {
            work(worker);
            return null;
        } catch (Throwable failure) {
            sort.failed = true;
            throw failure;
        }
    }

    /** Does two parts, the second of which another worker may take. */
    static void both(Worker worker, DividedFork<?> first, DividedFork<?> second) {
        worker.fork(second);
        try {
            first.run(worker);
        } catch (Throwable failure) {
            throw Throwables.unchecked(Failures.joinAfter(failure, worker, second));
        }
        Failures.join(worker, second);
    }
}
