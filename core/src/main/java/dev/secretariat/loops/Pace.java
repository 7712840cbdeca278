package dev.secretariat.loops;

import dev.secretariat.Ticker;

/**
 * How large a loop's next block is: so large that it takes a few microseconds. Then whoever becomes idle
 * waits no longer for work than that, and looking around costs next to nothing.
 */
final class Pace {
    private static final long AIM_NANOS = 5_000;

    /** To have somebody woken and find the other half costs about as much as this work. */
    private static final long WORTH_SHARING_NANOS = 30_000;

    private static final long MOST_AT_ONCE = 1L << 30;
    private static final int FASTEST_GROWTH = 16;

    private final Ticker ticker;
    private long before;
    private long size = 1;
    private long lastSize = 1;
    private long taken;

    Pace(Ticker ticker) {
        this.ticker = ticker;
        this.before = ticker.nanos();
    }

    /** How many indices the next block has. */
    long size() {
        return size;
    }

    /** A block has been handled. */
    void tick() {
        long now = ticker.nanos();
        taken = Math.max(1, now - before);
        before = now;
        lastSize = size;
        if (taken >= 2 * AIM_NANOS) size = Math.max(1, size / Math.min(FASTEST_GROWTH, taken / AIM_NANOS));
        else if (taken < AIM_NANOS) size = Math.min(MOST_AT_ONCE, size * Math.min(FASTEST_GROWTH, AIM_NANOS / taken));
    }

    /** Whether so many indices are likely to take so long that it pays to share them. */
    boolean isWorthSharing(long indices) {
        return indices / lastSize >= WORTH_SHARING_NANOS / taken;
    }
}
