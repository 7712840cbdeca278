package dev.secretariat.internal;

/**
 * Spreads threads over a few places, so that those which do the same thing at once seldom meet in one. Threads that were
 * made one after the other, as those of a pool are, have places that follow one another.
 */
public final class Stripes {
    /** More would only be more memory, and more to look at. */
    private static final int MAX = 16;

    private Stripes() {}

    /**
     * Returns how many places to have: a power of two.
     *
     * @param atOnce about how many threads may come at once
     */
    public static int count(int atOnce) {
        return Integer.highestOneBit(Math.max(1, Math.min(MAX, 2 * atOnce)));
    }

    /**
     * Returns the calling thread's place: always the same.
     *
     * @param count of places, a {@linkplain #count power of two}
     */
    public static int own(int count) {
        return (int) Thread.currentThread().getId() & (count - 1);
    }
}
