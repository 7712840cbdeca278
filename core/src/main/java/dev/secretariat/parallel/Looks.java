package dev.secretariat.parallel;

/**
 * How often a worker that has run out of work looks around before it parks: learned from what came of it. To look for long
 * pays where work comes soon after it has run out. Where it does not, it costs a processor; and that may be the one which
 * the submitter needs: Linux likes to wake a worker on the processor of whoever woke it, so that the submitter stands still until
 * the worker parks, or moves it to another one for its long search, which then has to leave its idle state. A worker's own.
 */
final class Looks {
    /** A task that is in a slot for so many looks is stuck there; in fewer, its worker may be about to take it. */
    private static final int MIN_FOR_SLOTS = 25;

    /** As often as it may, it looks for about half as long; the other half is what it takes to wake it. */
    private static final long SHORT_SLEEP_NANOS = 25_000;

    private final int max;
    private int now;

    /**
     * As many as it may, to begin with.
     *
     * @param max how many those are, at least 1
     */
    Looks(int max) {
        this.max = max;
        this.now = max;
    }

    /** Returns how many to take. */
    int count() {
        return now;
    }

    /** Returns whether they last long enough to tell that a task in a slot is stuck. */
    boolean sufficeForSlots() {
        return now >= MIN_FOR_SLOTS;
    }

    /** Takes in that something was found, by whoever had just run out of work. */
    void found() {
        now = max;
    }

    /** Takes in that nothing was found. */
    void foundNothing() {
        now = Math.max(1, now / 2);
    }

    /** Takes in that something was found after a sleep: had that been short, a longer look would have found it, too. */
    void foundAfterSleep(long nanos) {
        if (nanos <= SHORT_SLEEP_NANOS) now = max;
    }
}
