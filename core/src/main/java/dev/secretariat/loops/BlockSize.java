package dev.secretariat.loops;

import dev.secretariat.Ticker;

/**
 * How large a loop's next block is: so large that it takes a few microseconds. Then a worker that becomes idle waits
 * no longer than that for work, and asking between blocks whether one is idle costs next to nothing.
 */
final class BlockSize {
    /** Some hundred times what it costs to read the clock and ask for help; short beside waking a thread. */
    private static final long TARGET_NANOS = 5_000;

    /** To hand work over and to join it costs some microseconds on both sides: at most a tenth of what is shared. */
    private static final long MIN_SPLIT_NANOS = 10 * TARGET_NANOS;

    /** A clock that stands still must not let the size overflow. */
    private static final long MAX_SIZE = 1L << 30;

    /** One block that was fast or slow by chance must not make the next one a hundred times as large or small. */
    private static final int MAX_FACTOR = 16;

    private final Ticker ticker;
    private long before;
    private long size = 1;

    /** Of the block before: what an index takes. */
    private double nanosPerIndex;

    BlockSize(Ticker ticker) {
        this.ticker = ticker;
        this.before = ticker.nanos();
    }

    /** Returns how many indices the next block has. */
    long current() {
        return size;
    }

    /** Returns whether so many more indices would take longer than it takes to hand some of them over. */
    boolean isWorthSplitting(long rest) {
        return rest > 1 && rest * nanosPerIndex >= MIN_SPLIT_NANOS;
    }

    /** Adapts the size to the time that a block of it, or the last and shorter one, has just taken. */
    void adjust() {
        long now = ticker.nanos();
        long taken = Math.max(1, now - before);
        before = now;
        nanosPerIndex = (double) taken / size;
        if (taken >= 2 * TARGET_NANOS) size = Math.max(1, size / Math.min(MAX_FACTOR, taken / TARGET_NANOS));
        else if (taken < TARGET_NANOS) size = Math.min(MAX_SIZE, size * Math.min(MAX_FACTOR, TARGET_NANOS / taken));
    }
}
