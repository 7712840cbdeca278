package dev.secretariat.parallel;

import dev.secretariat.internal.PaddedLong;
import dev.secretariat.stress.Pause;

/** A copy of {@link Sleepers}, of which a control weakens one method. */
class SleepersCopy extends AnySleepers {
    static final int SEARCHING_SHIFT = 49;
    static final long ONE_SEARCHING = 1L << SEARCHING_SHIFT;
    static final long WATCHED = 1L << 48;
    static final long ONE_VERSION = 1L << 16;
    static final long VERSION = WATCHED - ONE_VERSION;
    static final long TOP = ONE_VERSION - 1;

    final PaddedLong word = new PaddedLong();
    final int workers;
    final int[] below;

    SleepersCopy(int workers) {
        this.workers = workers;
        this.below = new int[workers];
    }

    @Override
    int wakeForWork() {
        return wake(0, 0);
    }

    @Override
    int wakeForSlot() {
        return wake(WATCHED, 0);
    }

    @Override
    int wakeOvertaken() {
        return wake(0, 20);
    }

    private int wake(long unless, int pauses) {
        for (; ; ) {
            long now = word.getVolatile();
            int top = (int) (now & TOP);
            if (top == 0 || now >>> SEARCHING_SHIFT != 0 || (now & unless) != 0) return Sleepers.NOBODY;
            int next = below[top - 1];
            Pause.spin(pauses);
            if (pop(now, counted((now & ~TOP) | next))) return top - 1;
        }
    }

    long counted(long next) {
        return next + ONE_SEARCHING;
    }

    boolean pop(long now, long next) {
        return word.compareAndSet(now, next);
    }

    @Override
    boolean beginSearch() {
        for (; ; ) {
            long now = word.getVolatile();
            if (2 * (now >>> SEARCHING_SHIFT) >= workers) return false;
            if (word.compareAndSet(now, now + ONE_SEARCHING)) return true;
        }
    }

    @Override
    boolean endSearch() {
        return word.getAndAdd(-ONE_SEARCHING) >>> SEARCHING_SHIFT == 1;
    }

    @Override
    void fallAsleep(int worker, boolean searching) {
        for (; ; ) {
            long now = word.getVolatile();
            below[worker] = (int) (now & TOP);
            long version = (now + ONE_VERSION) & VERSION;
            long next = (now & ~(VERSION | TOP)) | version | (worker + 1);
            if (push(now, searching ? next - ONE_SEARCHING : next)) return;
        }
    }

    boolean push(long now, long next) {
        return word.compareAndSet(now, next);
    }

    @Override
    boolean beginWatch() {
        for (; ; ) {
            long now = word.getVolatile();
            if ((now & WATCHED) != 0) return false;
            if (word.compareAndSet(now, now | WATCHED)) return true;
        }
    }

    @Override
    void endWatch() {
        word.getAndAdd(-WATCHED);
    }

    // ---- For tests ----

    @Override
    final boolean isWatched() {
        return (word.getVolatile() & WATCHED) != 0;
    }

    @Override
    final int drain(int searching) {
        long now = word.getVolatile();
        int seen = 0;
        int top = (int) (now & TOP);
        for (int i = 0; top != 0 && i < workers; i++) {
            seen += 1 << (top - 1); // one who is there twice shows as well
            top = below[top - 1];
        }
        return seen;
    }
}
