package dev.secretariat.loops;

import dev.secretariat.Worker;
import dev.secretariat.internal.Throwables;
import org.jspecify.annotations.Nullable;

/**
 * One computation of prefix sums: a plain pass over the array, block by block. Between two blocks it asks
 * whether another worker is idle, and only then splits off the right half of what is left, which costs a second pass
 * there: with two workers, a quarter less time than one needs; with many, two passes over the whole shared by
 * all.
 */
final class Prefix<A> {
    /** Nothing smaller is split off: it would be done before a thief came. */
    static final int MIN_PIECE = 1 << 12;

    private final PrefixKernel<A> kernel;
    private final A array;
    private final int minPiece;
    private int to;

    /** What was split off last, just to the right of {@code to}. */
    private @Nullable Region<A> right;

    private Prefix(PrefixKernel<A> kernel, A array, int length, int minPiece) {
        this.kernel = kernel;
        this.array = array;
        this.to = length;
        this.minPiece = minPiece;
    }

    /**
     * Computes the prefix sums of a whole array.
     *
     * @param minPiece how many elements are worth giving away
     */
    static <A> void run(Worker worker, PrefixKernel<A> kernel, A array, int length, int minPiece) {
        worker.checkpoint();
        if (length > 1) new Prefix<>(kernel, array, length, minPiece).run(worker);
    }

    private void run(Worker worker) {
        try {
            scanBlocks(worker);
            while (right != null) {
                Region<A> region = right;
                right = region.further;
                Failures.join(worker, region.folding);
                region.finish(worker);
            }
        } catch (Throwable failure) {
            throw Throwables.unchecked(joinAll(worker, failure));
        }
    }

    private void scanBlocks(Worker worker) {
        BlockSize blockSize = new BlockSize(worker.ticker());
        int at = 1;
        while (at < to) {
            if (to - at >= 2L * minPiece && worker.isHelpAvailable()) split(worker, at);
            int next = at + (int) Math.min(blockSize.current(), to - at);
            kernel.scan(array, at, next);
            at = next;
            blockSize.adjust();
            worker.checkpoint();
        }
    }

    private void split(Worker worker, int at) {
        Region<A> region = new Region<>(kernel, array, at + (to - at) / 2, to, right);
        worker.fork(region.folding);
        right = region;
        to = region.from();
    }

    private Throwable joinAll(Worker worker, Throwable failure) {
        for (Region<A> region = right; region != null; region = region.further) region.folding.drop();
        Throwable first = failure;
        while (right != null) {
            Region<A> region = right;
            right = region.further;
            first = Failures.joinAfter(first, worker, region.folding);
        }
        return first;
    }
}
