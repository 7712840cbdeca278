package dev.secretariat.loops;

import dev.secretariat.Fork;
import dev.secretariat.Worker;
import dev.secretariat.internal.Throwables;
import org.jspecify.annotations.Nullable;

/**
 * A part of a loop, run block by block. Between two blocks it asks whether another worker is idle, and only then, if
 * it pays, splits off the upper half of what is left: a loop that nobody helps costs what a plain
 * loop costs.
 *
 * <p>The parts are combined from left to right, so that the result is that of the plain loop wherever the
 * range was split, if the operation is associative.
 *
 * <p>After Tzannes, Caragea, Barua and Vishkin, "Lazy binary-splitting" (2010).
 */
final class RangeFork<R extends @Nullable Object> extends Fork<R> {
    private final RangeLoop<R> loop;
    private final long from;
    private long to;

    /** What was split off last, just to the right of {@code to}; each refers to the one further right. */
    private @Nullable RangeFork<R> right;

    private @Nullable RangeFork<R> further;

    /** A range that is not empty. */
    RangeFork(RangeLoop<R> loop, long from, long to) {
        this.loop = loop;
        this.from = from;
        this.to = to;
    }

    /** Makes this part, and all others of its loop, end soon. Called by any worker. */
    void drop() {
        loop.failed = true;
    }

    @Override
    public R run(Worker worker) {
        if (loop.failed) throw PartDropped.INSTANCE;
        try {
            R result = runBlocks(worker);
            while (right != null) {
                RangeFork<R> part = right;
                right = part.further;
                result = loop.combine(result, Failures.join(worker, part));
            }
            return result;
        } catch (Throwable failure) {
            loop.failed = true; // the parts notice it, and end
            throw Throwables.unchecked(joinAll(worker, failure));
        }
    }

    private R runBlocks(Worker worker) {
        BlockSize blockSize = new BlockSize(worker.ticker());
        long at = from + Math.min(blockSize.current(), to - from);
        R result = loop.first(from, at);
        while (at < to && !loop.failed) {
            blockSize.adjust();
            worker.checkpoint();
            if (blockSize.isWorthSharing(to - at, worker)) split(worker, at);
            long next = at + Math.min(blockSize.current(), to - at);
            result = loop.next(result, at, next);
            at = next;
        }
        return result;
    }

    private void split(Worker worker, long at) {
        RangeFork<R> part = new RangeFork<>(loop, at + (to - at) / 2, to);
        worker.fork(part);
        part.further = right;
        right = part;
        to = part.from;
    }

    private Throwable joinAll(Worker worker, Throwable failure) {
        Throwable first = failure;
        while (right != null) {
            RangeFork<R> part = right;
            right = part.further;
            first = Failures.joinAfter(first, worker, part);
        }
        return first;
    }
}
