package dev.secretariat.simulation;

/**
 * How far an exhaustive search goes, since most bugs need little, and the number of orders grows with each more.
 *
 * @param kind what is counted
 * @param max how often that may come in a run
 */
public record Bound(Kind kind, int max) {
    /** What can be bounded. */
    public enum Kind {
        /** Switches away from a task that could go on. */
        PREEMPTIONS,
        /** Tasks passed over whose turn it is; see {@link Policy#delays}. */
        DELAYS
    }

    /** A bound. */
    public Bound {
        if (max < 0) throw new IllegalArgumentException(word(kind, 2) + " is negative: " + max);
    }

    /**
     * Every order in which tasks are interrupted no more often than that, wherever they end or wait and whoever goes on then.
     *
     * @param max how many preemptions one run may have; {@link Integer#MAX_VALUE} for every order there is
     */
    public static Bound preemptions(int max) {
        return new Bound(Kind.PREEMPTIONS, max);
    }

    /**
     * Every order that differs no more often from one task after the other; so there are few of them, however many tasks there are.
     *
     * @param max how many delays one run may have
     */
    public static Bound delays(int max) {
        return new Bound(Kind.DELAYS, max);
    }

    private static String word(Kind kind, int count) {
        String one = kind == Kind.PREEMPTIONS ? "preemption" : "delay";
        return count == 1 ? one : one + "s";
    }

    /** Returns it in words: "at most 2 preemptions". */
    @Override
    public String toString() {
        if (max == Integer.MAX_VALUE) return "any number of " + word(kind, 2);
        return "at most " + max + " " + word(kind, max);
    }
}
