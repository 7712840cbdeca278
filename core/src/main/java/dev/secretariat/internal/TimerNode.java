package dev.secretariat.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A point in time with those who wait for it, as the {@link TimerHeap} keeps it.
 *
 * <p>It counts those who wait, so that whoever leaves can say at once whether others are left: the list is full of dead
 * nodes at times, and must not be walked each time. A waiter is counted in before being listed, and counted out
 * after having been taken off; so every one that is listed is counted. Once the time has come nobody counts any more.
 */
public abstract class TimerNode extends WaiterList {
    /*
     * marks: 31 ........ 1 |   0
     *        those who wait  queued: whether the heap holds this node; read and written by its owner only
     *
     * One word, since a deadline has no room for two: whoever writes a part of it adds.
     */
    private static final VarHandle MARKS = Handles.field(MethodHandles.lookup(), "marks", int.class);
    private static final int QUEUED = 1;
    private static final int WAITER = 2;

    private final long atNanos;
    private volatile int marks;

    /** A node for a reading of the heap's clock. */
    protected TimerNode(long atNanos) {
        this.atNanos = atNanos;
    }

    /** Returns the reading of the clock at which the time has come. */
    protected final long atNanos() {
        return atNanos;
    }

    // ---- Who waits ----

    /** As {@link #addWaiter}, and counts. */
    protected final boolean addCountedWaiter(Object waker, Runnable wake) {
        add(WAITER);
        boolean added = false;
        try {
            added = addWaiter(waker, wake);
        } finally {
            if (!added) add(-WAITER);
        }
        return added;
    }

    /** As {@link #removeWaiter}, and counts. */
    protected final void removeCountedWaiter(Object waker) {
        if (removeWaiter(waker)) add(-WAITER);
    }

    /** Returns whether anyone waits. */
    protected final boolean isWaitedFor() {
        return marks >= WAITER && !isClosed();
    }

    // ---- The heap's ----

    final boolean isQueued() {
        return (marks & QUEUED) != 0;
    }

    final void enterQueue() {
        add(QUEUED);
    }

    final void leaveQueue() {
        add(-QUEUED);
    }

    private void add(int difference) {
        int ignored = (int) MARKS.getAndAdd(this, difference);
    }
}
