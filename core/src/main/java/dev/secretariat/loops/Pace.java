package dev.secretariat.loops;

import dev.secretariat.Ticker;

/**
 * How large a loop's next block is: so large that it takes a few microseconds. Then whoever becomes idle
 * waits no longer for work than that, and looking around costs next to nothing.
 */
final class Pace {
    private static final long AIM_NANOS = 5_000;
    private static final long WORTH_SPLITTING_NANOS = 10 * AIM_NANOS;
    private static final long MOST_AT_ONCE = 1L << 30;
    private static final int FASTEST_GROWTH = 16;

    private final Ticker ticker;
    private long before;
    private long size = 1;

    /** Of the block before: what an index takes. */
    private double nanosPerIndex;

    Pace(Ticker ticker) {
        this.ticker = ticker;
        this.before = ticker.nanos();
    }

    /** How many indices the next block has. */
    long size() {
        return size;
    }

    /** Whether so many more indices would take longer than it takes to hand some of them over. */
    boolean isWorthSplitting(long rest) {
        return rest > 1 && rest * nanosPerIndex >= WORTH_SPLITTING_NANOS;
    }

    /** A block of that size has been handled, or the last and shorter one. */
    void tick() {
        long now = ticker.nanos();
        long taken = Math.max(1, now - before);
        before = now;
        nanosPerIndex = (double) taken / size;
        if (taken >= 2 * AIM_NANOS) size = Math.max(1, size / Math.min(FASTEST_GROWTH, taken / AIM_NANOS));
        else if (taken < AIM_NANOS) size = Math.min(MOST_AT_ONCE, size * Math.min(FASTEST_GROWTH, AIM_NANOS / taken));
    }
}
