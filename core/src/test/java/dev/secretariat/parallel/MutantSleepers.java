package dev.secretariat.parallel;

import java.util.concurrent.atomic.AtomicLong;

/** A copy of {@link Sleepers} with one thing wrong, or nothing. */
final class MutantSleepers implements SleepersScenario.Subject {
    enum Mutation {
        NONE,
        NO_VERSION,
        LINKS_AFTER_THE_PUSH,
        PUSHES_BY_A_PLAIN_STORE,
        POPS_BY_A_PLAIN_STORE,
        ENDS_A_SEARCH_BY_A_PLAIN_STORE,
        TWO_MAY_WATCH
    }

    private static final long ONE_SEARCHING = 1L << 49;
    private static final long WATCHED = 1L << 48;
    private static final long ONE_VERSION = 1L << 16;
    private static final long VERSION = WATCHED - ONE_VERSION;
    private static final long TOP = ONE_VERSION - 1;

    private final Mutation mutation;
    private final int workers;
    private final AtomicLong word = new AtomicLong();
    private final int[] below;

    MutantSleepers(Mutation mutation, int workers) {
        this.mutation = mutation;
        this.workers = workers;
        this.below = new int[workers];
    }

    private boolean is(Mutation asked) {
        return mutation == asked;
    }

    @Override
    public int wakeForWork() {
        return wake(0);
    }

    @Override
    public int wakeForSlot() {
        return wake(WATCHED);
    }

    private int wake(long unless) {
        for (; ; ) {
            long now = word.get();
            int top = (int) (now & TOP);
            if (top == 0 || now >>> 49 != 0 || (now & unless) != 0) return Sleepers.NOBODY;
            int next = below[top - 1];
            long then = ((now & ~TOP) | next) + ONE_SEARCHING;
            if (is(Mutation.POPS_BY_A_PLAIN_STORE)) word.set(then);
            else if (!word.compareAndSet(now, then)) continue;
            return top - 1;
        }
    }

    @Override
    public boolean beginSearch() {
        for (; ; ) {
            long now = word.get();
            if (2 * (now >>> 49) >= workers) return false;
            if (word.compareAndSet(now, now + ONE_SEARCHING)) return true;
        }
    }

    @Override
    public boolean endSearch() {
        if (!is(Mutation.ENDS_A_SEARCH_BY_A_PLAIN_STORE)) return word.getAndAdd(-ONE_SEARCHING) >>> 49 == 1;
        long now = word.get();
        word.set(now - ONE_SEARCHING);
        return now >>> 49 == 1;
    }

    @Override
    public void fallAsleep(int worker, boolean searching) {
        for (; ; ) {
            long now = word.get();
            boolean late = is(Mutation.LINKS_AFTER_THE_PUSH);
            if (!late) below[worker] = (int) (now & TOP);
            long version = is(Mutation.NO_VERSION) ? 0 : (now + ONE_VERSION) & VERSION;
            long next = (now & ~(VERSION | TOP)) | version | (worker + 1);
            if (searching) next -= ONE_SEARCHING;
            if (is(Mutation.PUSHES_BY_A_PLAIN_STORE)) word.set(next);
            else if (!word.compareAndSet(now, next)) continue;
            if (late) below[worker] = (int) (now & TOP);
            return;
        }
    }

    @Override
    public boolean beginWatch() {
        for (; ; ) {
            long now = word.get();
            if ((now & WATCHED) != 0) return is(Mutation.TWO_MAY_WATCH);
            if (word.compareAndSet(now, now | WATCHED)) return true;
        }
    }

    @Override
    public void endWatch() {
        word.getAndUpdate(now -> now & ~WATCHED);
    }
}
