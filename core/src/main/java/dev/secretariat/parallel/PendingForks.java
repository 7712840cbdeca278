package dev.secretariat.parallel;

import org.jspecify.annotations.Nullable;

/**
 * The stack of a {@link ForkDeque}, which only its owner sees: plain fields.
 *
 * <p>A slot holds the body of a fork, or its {@link ForkBox} once it is published, or null once it was
 * joined while younger ones were pending. All below {@code boxed} have been published.
 *
 * <p><b>Gaps</b> never lie at the top: a body begins with a pending fork, or nothing, below its mark, so a
 * {@code top} below the mark tells that it has joined what is not its own. The limit for joins keeps the fast
 * path from uncovering one.
 */
abstract class PendingForks extends StealableForks {
    /**
     * More than most computations are deep, so that few stacks grow, and a worker that forks nothing keeps little. Not
     * tuned.
     */
    static final int CAPACITY = 64;

    @Nullable
    Object[] slots = new Object[CAPACITY];

    /** Of each LongForkBody, what it is given. */
    long[] arguments = new long[CAPACITY];

    /** Where the next fork will lie. Others than the deque only read it. */
    int top;

    /** All slots below it have been published. */
    int boxed;

    /** How many slots below {@code top} are null; the one at {@code top - 1} never is. */
    private int gaps;

    /** From this index up, a fork can be popped off the top without uncovering a gap: those are at least two below. */
    private int gapped;

    /** Where the last join out of turn found its fork: the next one is often above it. */
    private int lastFound;

    PendingForks(StealableQueue<ForkBox> shelf) {
        super(shelf);
    }

    /** Returns how many forks from {@code mark} up have not been joined. */
    final int pendingFrom(int mark) {
        if (top < mark) return -1;
        int pending = 0;
        for (int i = mark; i < top; i++) {
            if (slots[i] != null) pending++;
        }
        return pending;
    }

    /**
     * Finds a fork wherever it lies.
     *
     * @param index where it was pushed; -1 if the caller does not know
     * @throws IllegalStateException if it is not pending
     */
    final int find(Object body, int index) {
        if (index >= 0) {
            if (index < top && isAt(index, body)) return index;
        } else {
            if (top > 0 && isAt(top - 1, body)) return top - 1;
            if (lastFound < top && isAt(lastFound, body)) return lastFound;
            for (int i = top - 2; i >= 0; i--) {
                if (isAt(i, body)) return i;
            }
        }
        throw new IllegalStateException("this fork is not pending here: join each fork once, on the worker and"
                + " in the step or fork body that made it");
    }

    private boolean isAt(int index, Object body) {
        Object there = slots[index];
        return there == body || (there instanceof ForkBox box && box.body() == body);
    }

    /** Takes a fork off; the limits have to be set afterwards. */
    final void removeAt(int at) {
        if (at == top - 1) {
            slots[at] = null;
            top = at;
            lower();
        } else {
            joinLimit = PUBLISH_HALF; // until the limits are set
            slots[at] = null;
            gaps++;
            gapped = Math.max(gapped, at + 2);
            lastFound = at + 1;
        }
    }

    /** Takes off what lies on top, a gap too. */
    final void dropTop() {
        if (slots[top - 1] == null) gaps--;
        slots[--top] = null;
    }

    /** Adapts to a top that has gone down. */
    final void lower() {
        while (top > 0 && slots[top - 1] == null) {
            top--;
            gaps--;
        }
        if (boxed > top) boxed = top;
        gapped = gaps == 0 ? 0 : Math.min(gapped, top);
    }

    /** Returns the lowest limit for joins by which the fast path uncovers no gap. */
    final int joinLimitOfGaps() {
        return gapped;
    }
}
