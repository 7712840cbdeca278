package dev.secretariat.spi;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The pending forks of one worker that runs each when it is joined: the sequential meaning of fork and join.
 *
 * <p>Each running body may join only the forks it made itself, those from {@code base} up. A fork that is
 * joined while younger ones are pending leaves a gap.
 *
 * <p>Whatever a body throws, a StackOverflowError included, the stack is cut back to where the body
 * found it: by plain stores of its caller, without a call that could overflow again. What it has left above is let go of when
 * the step has ended.
 */
final class ForkStack {
    private static final int CAPACITY = 8;

    /** A larger one is given back when its step has ended. Not tuned: to allocate it again costs less than to fill it. */
    private static final int MAX_KEPT = 1024;

    private @Nullable Object[] forks = new Object[CAPACITY];

    /** Where the forks of the running body begin. */
    int base;

    /** Where the next fork will lie. */
    int top;

    /** Whether there are forks above {@code top} that a body has left, or more room than is to be kept. */
    boolean isUntidy;

    /** Where the last join out of turn found its fork: the next one is often above it. */
    private int lastFound;

    void push(Object fork) {
        if (top == forks.length) grow();
        forks[top++] = fork;
    }

    private void grow() {
        forks = Arrays.copyOf(forks, top * 2);
        if (forks.length > MAX_KEPT) isUntidy = true;
    }

    /**
     * Takes a fork off, to be run.
     *
     * @param index where it was pushed; -1 if the caller does not know
     * @return the base to go back to when it has run
     */
    int enter(Object fork, int index) {
        remove(find(fork, index));
        int outerBase = base;
        base = top;
        return outerBase;
    }

    /** Returns how many forks the running body has not joined. */
    int pending() {
        int pending = 0;
        for (int i = base; i < top; i++) {
            if (forks[i] != null) pending++;
        }
        return pending;
    }

    /** Returns for how many there is room; for tests. */
    int capacity() {
        return forks.length;
    }

    /** As {@link #pending}; where a step has none left, it lets go of what its forks have left. */
    int pendingAtEnd() {
        int pending = pending();
        if (pending == 0 && base == 0 && isUntidy) reset();
        return pending;
    }

    /** Drops all forks, of a step that has failed. */
    void reset() {
        base = 0;
        top = 0;
        if (forks.length <= MAX_KEPT || !giveBack()) Arrays.fill(forks, null);
        isUntidy = false;
    }

    private boolean giveBack() {
        try {
            forks = new Object[CAPACITY];
            return true;
        } catch (OutOfMemoryError none) {
            return false; // the large one does as well
        }
    }

    private int find(Object fork, int index) {
        if (index >= 0) {
            if (index >= base && index < top && forks[index] == fork) return index;
        } else {
            if (top > base && forks[top - 1] == fork) return top - 1;
            if (lastFound >= base && lastFound < top && forks[lastFound] == fork) return lastFound;
            for (int i = top - 2; i >= base; i--) {
                if (forks[i] == fork) return i;
            }
        }
        throw new IllegalStateException("this fork is not pending here: join each fork once, on the worker and in"
                + " the step or fork body that made it");
    }

    private void remove(int index) {
        forks[index] = null;
        if (index < top - 1) lastFound = index + 1;
        else while (top > base && forks[top - 1] == null) top--;
    }
}
