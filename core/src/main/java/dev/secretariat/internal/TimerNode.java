package dev.secretariat.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A point in time with those who wait for it, as the {@link TimerHeap} keeps it.
 *
 * <p>Nearly every one is waited for by one waiter at a time. So the first has a place of its own: it comes and leaves by one
 * CAS, and no node stands for it. Whoever comes while that place is taken, or while others are left in the list, goes into the
 * list. So the first is older than those in the list (but one that comes while a purge has the list may pass for older).
 *
 * <p>Those in the list are counted, so that whoever leaves can say at once whether others are left: the list is full of dead
 * nodes at times, and must not be walked each time. A waiter is counted in before being listed, and counted out
 * after having been taken off; so every one that is listed is counted. Once the time has come nobody counts any more.
 *
 * <p>It is closed when the place of the first is, and the list after that. Whoever still gets into the list in between is woken
 * when that is closed.
 */
public abstract class TimerNode extends WaiterList {
    /*
     * marks: 31 ........ 1 |   0
     *        those in       queued: whether the heap holds this node; written by its owner only
     *        the list
     *
     * One word, since a deadline has no room for two: whoever writes a part of it adds.
     */
    private static final VarHandle MARKS = Handles.field(MethodHandles.lookup(), "marks", int.class);
    private static final VarHandle FIRST = Handles.field(MethodHandles.lookup(), "first", Object.class);
    private static final int QUEUED = 1;
    private static final int WAITER = 2;
    private static final Object RUNG = new Object();

    private final long atNanos;
    private volatile int marks;

    /** Null, a waiter, or {@link #RUNG}, which is final. By CAS; RUNG by an exchange. */
    private volatile @Nullable Object first;

    /** A node for a reading of the heap's clock. */
    protected TimerNode(long atNanos) {
        this.atNanos = atNanos;
    }

    /** Returns the reading of the clock at which the time has come. */
    protected final long atNanos() {
        return atNanos;
    }

    // ---- Who waits ----

    /** Wakes a waiter that is no {@link WaitNode}. */
    protected abstract void wake(Object waker);

    /** Adds a waiter; false if the time has come. */
    protected final boolean addCountedWaiter(Object waker) {
        if (first == null && !mayHaveWaiters() && FIRST.compareAndSet(this, (Object) null, waker)) return true;
        return first != RUNG && addToList(waker);
    }

    private boolean addToList(Object waker) {
        add(WAITER);
        boolean added = false;
        try {
            added = addWaiter(waker, () -> wake(waker));
        } finally {
            if (!added) add(-WAITER);
        }
        return added;
    }

    /** Removes a waiter, if it is there. */
    protected final void removeCountedWaiter(Object waker) {
        if (first == waker && FIRST.compareAndSet(this, waker, (Object) null)) return;
        if (removeWaiter(waker)) add(-WAITER);
    }

    /** Returns whether anyone waits. */
    protected final boolean isWaitedFor() {
        Object now = first;
        return now == null ? marks >= WAITER : now != RUNG;
    }

    /** Returns whether the time has come, for all who wait or would. */
    protected final boolean isRung() {
        return first == RUNG;
    }

    /** Lets nobody wait any more, and wakes each waiter once. What wakers throw is thrown in the end, later ones suppressed. */
    protected final void ringAll() {
        Object oldest = FIRST.getAndSet(this, RUNG);
        Throwable failure = null;
        try {
            if (oldest instanceof WaitNode own) own.wakeReserved();
            else if (oldest != null && oldest != RUNG) wake(oldest);
        } catch (Throwable thrown) {
            failure = thrown;
        }
        try {
            boolean ignored = closeAndWake();
        } catch (Throwable thrown) {
            failure = failure == null ? thrown : Throwables.suppress(failure, thrown);
        }
        if (failure != null) throw Throwables.unchecked(failure);
    }

    // ---- The heap's ----

    /** Returns whether the heap holds this node: to all but its owner a hint. */
    protected final boolean isQueued() {
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
