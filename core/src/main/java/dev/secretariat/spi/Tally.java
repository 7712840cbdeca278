package dev.secretariat.spi;

import dev.secretariat.internal.PaddedLong;

/**
 * How many tasks one worker, or all external threads, have begun and ended. Each count only grows.
 *
 * <p>A worker's counts have one writer at a time, so they cost no atomic operation; those of external
 * threads do.
 */
final class Tally {
    private final PaddedLong begun;
    private final PaddedLong ended;

    Tally() {
        this(0);
    }

    /** Both counts begin here, for tests of their wrap-around. */
    Tally(long start) {
        begun = new PaddedLong(start);
        ended = new PaddedLong(start);
    }

    // ---- A worker's ----

    /** Counts one that has begun, by a release: whoever sees its end sees it counted in. */
    void countBegun() {
        begun.setRelease(begun.getPlain() + 1);
    }

    /**
     * Counts one that has ended, by a release: whoever sees the count sees how the task ended, and whatever the task
     * counted in itself.
     */
    void countEnded() {
        ended.setRelease(ended.getPlain() + 1);
    }

    // ---- Any thread's ----

    void countBegunExternal() {
        begun.getAndAdd(1);
    }

    void countEndedExternal() {
        ended.getAndAdd(1);
    }

    long begun() {
        return begun.getVolatile();
    }

    long ended() {
        return ended.getVolatile();
    }
}
