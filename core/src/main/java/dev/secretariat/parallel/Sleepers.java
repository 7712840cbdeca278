package dev.secretariat.parallel;

import dev.secretariat.internal.PaddedLong;

/**
 * Who sleeps and who searches, in one word: decides whether somebody has to be woken, and whom.
 *
 * <pre>
 * 63 ... 49 |   48    | 47 ... 16 | 15 ... 0
 * searching   watched    version     top + 1
 * </pre>
 *
 * <ul>
 *   <li><b>top</b>: the worker that fell asleep last, zero if nobody sleeps. Each sleeper knows who sleeps
 *       below it: a stack (Treiber 1986), so that the caches of those who work often stay warm.
 *   <li><b>version</b> counts pushes, so that a pop cannot mistake a top that has been away for the one
 *       whose neighbour it read.
 *   <li><b>searching</b>: how many workers look for work. As long as one does, nobody needs to be woken.
 *   <li><b>watched</b>: a sleeper watches the LIFO slots.
 * </ul>
 *
 * <p>The protocol that this serves, and why no wake is lost, stands in this package's README.md.
 */
final class Sleepers {
    private static final int WATCHED_SHIFT = 48;
    private static final long WATCHED = 1L << WATCHED_SHIFT;
    private static final int SEARCHING_SHIFT = WATCHED_SHIFT + 1;
    private static final long ONE_SEARCHING = 1L << SEARCHING_SHIFT;
    private static final int VERSION_SHIFT = 16;
    private static final long ONE_VERSION = 1L << VERSION_SHIFT;
    private static final long VERSION = WATCHED - ONE_VERSION;
    private static final long TOP = ONE_VERSION - 1;

    /** The count of those who search has room for no more; the top would have, for twice as many. */
    static final int MAX_WORKERS = (1 << (Long.SIZE - SEARCHING_SHIFT)) - 1;

    /** Nobody was woken. */
    static final int NOBODY = -1;

    private final PaddedLong word;
    private final int workers;

    /** Who sleeps below a sleeper, plus one. Written by the sleeper before it becomes the top. */
    private final int[] below;

    Sleepers(int workers) {
        this(workers, 0);
    }

    /** With a version to begin with, for tests of its wrap-around. */
    Sleepers(int workers, long version) {
        this.workers = workers;
        this.below = new int[workers];
        this.word = new PaddedLong((version << VERSION_SHIFT) & VERSION);
    }

    /**
     * Takes a sleeper off the stack and counts it as searching, unless somebody searches already. After a
     * full fence that follows the publication of the work.
     *
     * @return whom to unpark, or {@link #NOBODY}
     */
    int wakeForWork() {
        return wake(0);
    }

    /** As {@link #wakeForWork}, for a task in a LIFO slot: nor if a sleeper watches the slots. */
    int wakeForSlot() {
        return wake(WATCHED);
    }

    private int wake(long unless) {
        for (; ; ) {
            long now = word.getVolatile();
            int top = (int) (now & TOP);
            if (top == 0 || now >>> SEARCHING_SHIFT != 0 || (now & unless) != 0) return NOBODY;
            // Read before the CAS, which fails if the sleeper has been woken and sleeps again elsewhere.
            int next = below[top - 1];
            if (word.compareAndSet(now, ((now & ~TOP) | next) + ONE_SEARCHING)) return top - 1;
        }
    }

    /** Begins to search, unless half of the workers do already; says whether it does. */
    boolean beginSearch() {
        for (; ; ) {
            long now = word.getVolatile();
            if (2 * (now >>> SEARCHING_SHIFT) >= workers) return false;
            if (word.compareAndSet(now, now + ONE_SEARCHING)) return true;
        }
    }

    /**
     * Ends a search that has found something. A full fence.
     *
     * @return whether nobody searches now: the caller then has to look at everything once more, and wake
     *     somebody if something is there
     */
    boolean endSearch() {
        return word.getAndAdd(-ONE_SEARCHING) >>> SEARCHING_SHIFT == 1;
    }

    /**
     * Announces that a worker falls asleep. A full fence; the worker has to look at everything once more
     * afterwards, and wake somebody, perhaps itself, if something is there.
     *
     * @param worker who
     * @param searching whether it is counted as searching: it no longer is then
     */
    void fallAsleep(int worker, boolean searching) {
        for (; ; ) {
            long now = word.getVolatile();
            below[worker] = (int) (now & TOP);
            long version = (now + ONE_VERSION) & VERSION;
            long next = (now & ~(VERSION | TOP)) | version | (worker + 1);
            if (word.compareAndSet(now, searching ? next - ONE_SEARCHING : next)) return;
        }
    }

    /** Becomes the watcher of the slots; false if there is one. A full fence. */
    boolean beginWatch() {
        for (; ; ) {
            long now = word.getVolatile();
            if ((now & WATCHED) != 0) return false;
            if (word.compareAndSet(now, now | WATCHED)) return true;
        }
    }

    /** Ends the watch. A full fence; the watcher has to look once more, unless it searches now. */
    void endWatch() {
        word.getAndAdd(-WATCHED);
    }

    boolean isWatched() {
        return (word.getVolatile() & WATCHED) != 0;
    }

    /** Returns whether nobody sleeps and nobody searches. A hint. */
    boolean isEverybodyBusy() {
        return !isAnybodyIdle();
    }

    /** Returns whether somebody sleeps or searches. */
    boolean isAnybodyIdle() {
        long now = word.getVolatile();
        return (now & TOP) != 0 || now >>> SEARCHING_SHIFT != 0;
    }

    /** Returns whether somebody searches. */
    boolean isAnybodySearching() {
        return word.getVolatile() >>> SEARCHING_SHIFT != 0;
    }

    @Override
    public String toString() {
        long now = word.getVolatile();
        long version = (now & VERSION) >>> VERSION_SHIFT;
        return (now >>> SEARCHING_SHIFT) + " searching, top " + ((now & TOP) - 1) + ", version " + version;
    }
}
