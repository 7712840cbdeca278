package dev.secretariat.parallel;

/**
 * How often a worker that has run out of work looks around before it parks: learned from what came of it. To look for long
 * pays where work comes soon after it has run out. Where it does not, it costs a processor; and a worker that looks for long after
 * each lone task is woken later for the next one, probably because it has come to lie on another processor than whoever submits, which
 * then has to leave its idle state. A worker's own.
 */
final class Looks {
    /** A worker whose last looks were in vain still finds the tail of a burst. */
    private static final int MIN = 3;

    /** Every so many times in vain it looks as often as it may, and so finds out that times have changed. */
    private static final int TRIAL_INTERVAL = 16;

    /** A task that is in a slot for so many looks is stuck there; in fewer, its worker may be about to take it. */
    private static final int MIN_FOR_SLOTS = 25;

    private final int max;
    private int now;
    private int untilTrial = TRIAL_INTERVAL;

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
        if (--untilTrial <= 0) {
            untilTrial = TRIAL_INTERVAL;
            now = max;
        } else {
            now = Math.min(max, Math.max(MIN, now / 2));
        }
    }
}
