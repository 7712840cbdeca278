package dev.secretariat.spi;

import dev.secretariat.internal.PaddedLong;

/**
 * How many tasks one worker has begun and ended. Each count only grows, and has one writer at a time, so it costs no
 * atomic operation.
 */
final class Tally {
    private final PaddedLong begun = new PaddedLong();
    private final PaddedLong ended = new PaddedLong();

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

    long begun() {
        return begun.getVolatile();
    }

    long ended() {
        return ended.getVolatile();
    }
}
