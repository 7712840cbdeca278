package dev.secretariat.parallel;

/**
 * How fast the other workers get done what external threads bring, as it looks to one that has no work: from one of its
 * looks to the next.
 */
final class InjectionRate {
    /** What was long ago says nothing: between two looks that lie further apart the rate counts as low. */
    static final long MAX_ELAPSED_NANOS = 10_000_000;

    /** Others who do less have steps that are long enough to be worth a wake. */
    private static final long NANOS_PER_TASK = 1_000;

    /** As much as the others do in this time may be left: to wake a thread takes a tenth of it, and it has a cold cache then. */
    private static final long NANOS_LEFT = 200_000;

    private long since;
    private int taken;
    private long steps;

    private long elapsed;
    private int done;
    private long stepsDone;
    private int left;

    /** Returns for how long it has not been looked. */
    long nanosSinceLook(long nowNanos) {
        return nowNanos - since;
    }

    /**
     * Looks.
     *
     * @param nowNanos the time
     * @param takenNow how many have been taken of what external threads have brought, as far as 32 bits go
     * @param end how many they have brought, likewise; read later
     * @param othersSteps how many steps the others have begun
     */
    void look(long nowNanos, int takenNow, int end, long othersSteps) {
        elapsed = nowNanos - since;
        done = takenNow - taken;
        stepsDone = othersSteps - steps;
        left = end - takenNow;
        since = nowNanos;
        taken = takenNow;
        steps = othersSteps;
    }

    /**
     * Returns whether the others keep up: they have got much done between the last two looks, at least half of what was taken, in short
     * steps; few of their steps were of other tasks, in which one could help them; and what is left is little beside that.
     */
    boolean isKeptUpWith() {
        return elapsed <= MAX_ELAPSED_NANOS
                && done * NANOS_PER_TASK >= elapsed
                && 2 * stepsDone >= done
                && stepsDone <= 2L * done
                && left * elapsed <= done * NANOS_LEFT;
    }
}
