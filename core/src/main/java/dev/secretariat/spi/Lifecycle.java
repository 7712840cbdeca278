package dev.secretariat.spi;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether a scheduler accepts tasks, and how many accepted ones have not ended, in one word: so that a
 * task is never accepted after the last one was counted out.
 *
 * <pre>
 * 63 62 | 61 ................ 0
 * phase    tasks not yet ended
 * </pre>
 */
final class Lifecycle {
    static final int OPEN = 0;
    /** Submissions are refused, those of workers accepted. */
    static final int CLOSING = 1;
    /** All are refused, and every task is asked to cancel. */
    static final int CANCELLING = 2;
    /** Begun to close, and no task is left. */
    static final int TERMINATED = 3;

    private static final int PHASE_SHIFT = 62;
    private static final long COUNT = (1L << PHASE_SHIFT) - 1;

    private final AtomicLong word = new AtomicLong();

    int phase() {
        return phase(word.get());
    }

    long live() {
        return word.get() & COUNT;
    }

    /** Counts a task in, unless the phase is beyond {@code last}. */
    boolean accept(int last) {
        for (; ; ) {
            long now = word.get();
            if (phase(now) > last) return false;
            if (word.compareAndSet(now, now + 1)) return true;
        }
    }

    /** Counts a task out; says whether this terminated the scheduler. */
    boolean release() {
        for (; ; ) {
            long now = word.get();
            long next = now - 1;
            boolean last = phase(now) != OPEN && (next & COUNT) == 0;
            if (last) next = (long) TERMINATED << PHASE_SHIFT;
            if (word.compareAndSet(now, next)) return last;
        }
    }

    /** Moves on to a phase; says whether this terminated the scheduler. */
    boolean advance(int phase) {
        for (; ; ) {
            long now = word.get();
            if (phase(now) >= phase) return false;
            boolean last = (now & COUNT) == 0;
            long next = (long) (last ? TERMINATED : phase) << PHASE_SHIFT | (now & COUNT);
            if (word.compareAndSet(now, next)) return last;
        }
    }

    private static int phase(long word) {
        return (int) (word >>> PHASE_SHIFT);
    }
}
