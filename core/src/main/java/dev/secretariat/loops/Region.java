package dev.secretariat.loops;

import dev.secretariat.Worker;
import org.jspecify.annotations.Nullable;

/**
 * A range of an array whose prefix sums are computed in two passes over blocks, as what comes before it is not
 * known yet. The first leaves in each block's last element the combination of the block; then these are
 * combined one after the other, which makes them final; the second does the rest of each block.
 */
final class Region<A> {
    /** Both passes share out whole blocks: so many that several workers get about as much each. */
    private static final int MIN_BLOCKS = 64;

    /**
     * A loop asks only between blocks whether somebody is idle, so larger ones make that wait; smaller ones make the
     * pass over their ends longer, which one worker does alone. At a nanosecond for each element it is of the size of
     * {@link BlockSize}'s aim. Not tuned.
     */
    private static final int MAX_BLOCK_SIZE = 1 << 13;

    private final PrefixKernel<A> kernel;
    private final A array;
    private final int from;
    private final int to;
    private final int block;
    private final int count;

    /** The first pass, to be forked. */
    final RangeFork<Object> folding;

    /** The region to the right of this one. */
    final @Nullable Region<A> further;

    Region(PrefixKernel<A> kernel, A array, int from, int to, @Nullable Region<A> further) {
        this.kernel = kernel;
        this.array = array;
        this.from = from;
        this.to = to;
        this.block = Math.min((to - from + MIN_BLOCKS - 1) / MIN_BLOCKS, MAX_BLOCK_SIZE);
        this.count = (to - from + block - 1) / block;
        this.folding = new RangeFork<>(RangeLoop.of(this::fold), 0, count);
        this.further = further;
    }

    int from() {
        return from;
    }

    private int begin(long index) {
        return from + (int) index * block;
    }

    private int end(long index) {
        return Math.min(to - begin(index), block) + begin(index);
    }

    private void fold(long low, long high) {
        for (long i = low; i < high; i++) kernel.fold(array, begin(i), end(i));
    }

    private void scan(long low, long high) {
        for (long i = low; i < high; i++) kernel.scan(array, begin(i), end(i) - 1);
    }

    /** Makes this region final, after the first pass, and when all to the left is final. */
    void finish(Worker worker) {
        for (int i = 0; i < count; i++) kernel.combine(array, begin(i) - 1, end(i) - 1);
        Loops.forEachBlock(worker, 0, count, this::scan);
    }
}
