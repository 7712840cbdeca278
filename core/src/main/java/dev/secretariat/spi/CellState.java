package dev.secretariat.spi;

import dev.secretariat.internal.Handles;
import dev.secretariat.internal.WaitNode;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The state word of a task, and its transitions by name: no other class knows its bits.
 *
 * <p>One object, so that a task costs no more, in five classes, each of which knows only those above it:
 *
 * <pre>
 * WaiterList      who waits for it
 * WaitNode        its place in the list of what it waits for itself
 * CellState       how far it is, in one word
 * CellContents    the task, then its outcome
 * TaskCell        what runs its steps
 * </pre>
 */
abstract class CellState extends WaitNode {
    /*
     * state: 31 .. 15 |   14    | 13 ... 8 |   7  |    6    |    5     |   4   |   3    |   2   | 1 0
     *         unused   WATCHED     slot      TOLD   WINDING   OBSERVED   SLEEP   CANCEL   WOKEN   phase
     *
     * ACTIVE   a worker runs a step, or the scheduler has been told that the task is ready. Whoever
     *          brings a cell into this phase, or finds it there as its worker, owns it: owners hand
     *          over by making the cell ready, and only the owner touches the plain fields.
     * WAITING  registered with an awaitable; nobody owns the cell.
     * ENDED    final.
     *
     * from                   to                     by       how
     * ACTIVE                 ACTIVE                 owner    it yields: no transition at all
     * ACTIVE                 ACTIVE|WOKEN           waker    tryWake(), while it runs or is ready
     * ACTIVE|WOKEN           ACTIVE                 owner    takeWake(), when a step begins
     * ACTIVE                 WAITING [|SLEEP]       owner    tryPark(), after it has registered; fails on
     *                                                        WOKEN, or on CANCEL without WINDING, and the
     *                                                        cell is made ready again
     * WAITING                ACTIVE                 waker    tryWake(); the winner owns the cell, makes it ready
     * ACTIVE, WAITING        ACTIVE|CANCEL          anyone   requestCancel(); from WAITING as a wake
     * ACTIVE [|CANCEL]       ACTIVE|CANCEL|WINDING  owner    windDownFromNow(), in place of a step that must not
     *                                                        begin: from now on its steps are those of onCancel()
     * ACTIVE|SLEEP           WAITING|SLEEP          owner    tryPark(), woken before its time
     * ACTIVE|SLEEP           ACTIVE                 owner    endSleep()
     * ACTIVE                 ENDED                  owner    publishEnd(), a store, which may overwrite a mark
     * ENDED                  |OBSERVED              anyone   observe(): somebody has seen a failure
     * ENDED                  |WATCHED               anyone   claimWatch(); the winner puts a failure on the watch:
     *                                                        its end, or a waiter that leaves without a look
     * ACTIVE                 |TOLD                  owner    claimWarning(): it is warned of
     *
     * A yield needs no atomic operation because READY and RUNNING are one phase: a wake needs to know
     * only whether the next look at the awaited condition is still to come.
     *
     * WINDING stays until the end, and CANCEL with it. So while a task winds down, all that would cut it short
     * finds the request made already: cancel(), by whomever, changes nothing, and so does not wake it.
     *
     * A wake is a read-modify-write even where WOKEN is set already. If it only read the flag, the
     * worker could clear it and look at the condition before the waker's earlier writes are visible to
     * it, and nobody would look again.
     */
    private static final int PHASE = 3;
    private static final int ACTIVE = 0;
    private static final int WAITING = 1;
    private static final int ENDED = 2;
    private static final int WOKEN = 1 << 2;
    private static final int CANCEL = 1 << 3;
    private static final int SLEEP = 1 << 4;
    private static final int OBSERVED = 1 << 5;
    private static final int WINDING = 1 << 6;
    private static final int TOLD = 1 << 7;
    private static final int SLOT_SHIFT = 8;
    private static final int SLOT = (TaskChunk.SLOTS - 1) << SLOT_SHIFT;
    private static final int WATCHED = 1 << 14;

    private static final VarHandle STATE = Handles.field(MethodHandles.lookup(), "state", int.class);

    /** Anyone, by volatile read and CAS. */
    private volatile int state;

    /** In phase ACTIVE; published with the reference to the cell. */
    CellState(int slot) {
        state = slot << SLOT_SHIFT;
    }

    // ---- The owner's transitions ----

    /** What an owner finds that comes to run a step. */
    enum Turn {
        /** The task ended by a failure of ready(); the call is stale. */
        ENDED,
        /** The next step may begin. */
        CLEAR,
        /** The task was woken early, sleeps, winds down or is to be cancelled. */
        MARKED
    }

    final Turn turn() {
        int now = state;
        if ((now & PHASE) != ACTIVE) return Turn.ENDED;
        return (now & (WOKEN | CANCEL | SLEEP)) == 0 ? Turn.CLEAR : Turn.MARKED;
    }

    /** Takes the mark of a wake away; says whether there was one. Its look at the awaited condition comes after this. */
    final boolean takeWake() {
        for (; ; ) {
            int now = state;
            if ((now & WOKEN) == 0) return false;
            if (STATE.compareAndSet(this, now, now & ~WOKEN)) return true;
        }
    }

    /**
     * Gives the cell up until a wake, unless one has come since the last {@link #takeWake}, or a request to cancel that
     * nothing has answered. Says whether it is given up; if not, the caller still owns it.
     *
     * @param sleeping whether only the end of a time may begin the next step
     */
    final boolean tryPark(boolean sleeping) {
        int sleep = sleeping ? SLEEP : 0;
        for (; ; ) {
            int now = state;
            boolean stay = (now & WOKEN) != 0 || (now & (CANCEL | WINDING)) == CANCEL;
            int next = stay ? now | sleep : now | WAITING | sleep;
            if (STATE.compareAndSet(this, now, next)) return !stay;
        }
    }

    /** Ends its sleep: the time has passed. */
    final void endSleep() {
        for (; ; ) {
            int now = state;
            if (STATE.compareAndSet(this, now, now & ~SLEEP)) return;
        }
    }

    /** Lets no step begin any more but those of winding down. */
    final void windDownFromNow() {
        for (; ; ) {
            int now = state;
            if (STATE.compareAndSet(this, now, (now & ~(WOKEN | SLEEP)) | CANCEL | WINDING)) return;
        }
    }

    /** Says whether this is the one warning that is given about the task. */
    final boolean claimWarning() {
        for (; ; ) {
            int now = state;
            if ((now & TOLD) != 0) return false;
            if (STATE.compareAndSet(this, now, now | TOLD)) return true;
        }
    }

    /** Returns whether a warning has been given. */
    final boolean isToldOf() {
        return (state & TOLD) != 0;
    }

    /**
     * Publishes the end, and what the owner has written before. A store is enough: whatever mark it overwrites is of no
     * more use, and a CAS that comes later finds the end. The waiters are ordered by their own word.
     */
    final void publishEnd() {
        STATE.setRelease(this, (state & SLOT) | ENDED);
    }

    /** Returns where the task is listed; never changes. */
    final int slot() {
        return (state & SLOT) >>> SLOT_SHIFT;
    }

    // ---- Everyone's transitions ----

    /** Notes a wake; true if the cell waited, and is the caller's now, to be made ready. */
    final boolean tryWake() {
        for (; ; ) {
            int now = state;
            int phase = now & PHASE;
            if (phase == ENDED) return false;
            if (phase == WAITING) {
                if (STATE.compareAndSet(this, now, now & ~PHASE)) return true;
            } else if (STATE.compareAndSet(this, now, now | WOKEN)) {
                return false;
            }
        }
    }

    /** How a request to cancel was received. */
    enum Request {
        /** The task has ended, or had been asked before. */
        TOO_LATE,
        /** Its owner will see it. */
        MADE,
        /** It waited, and is the caller's now, to be made ready. */
        MADE_AND_WOKEN
    }

    final Request requestCancel() {
        for (; ; ) {
            int now = state;
            int phase = now & PHASE;
            if (phase == ENDED || (now & CANCEL) != 0) return Request.TOO_LATE;
            if (STATE.compareAndSet(this, now, (now & ~PHASE) | CANCEL)) {
                return phase == WAITING ? Request.MADE_AND_WOKEN : Request.MADE;
            }
        }
    }

    /** Notes that somebody has seen how the task ended. */
    final void observe() {
        for (; ; ) {
            int now = state;
            if ((now & OBSERVED) != 0) return;
            if (STATE.compareAndSet(this, now, now | OBSERVED)) return;
        }
    }

    /** Claims to put a failure on the watch, unless somebody has seen it; at most one caller is told that it may. */
    final boolean claimWatch() {
        for (; ; ) {
            int now = state;
            if ((now & (OBSERVED | WATCHED)) != 0) return false;
            if (STATE.compareAndSet(this, now, now | WATCHED)) return true;
        }
    }

    @Override
    protected abstract void wake();

    @Override
    protected abstract void wakeReserved();

    // ---- Questions ----

    /** Returns whether it sleeps: for its owner. */
    final boolean isSleeping() {
        return (state & SLEEP) != 0;
    }

    final boolean isWaiting() {
        return (state & PHASE) == WAITING;
    }

    final boolean isEnded() {
        return (state & PHASE) == ENDED;
    }

    final boolean isCancelRequested() {
        return (state & CANCEL) != 0;
    }

    final boolean isWinding() {
        return (state & WINDING) != 0;
    }

    final boolean isObserved() {
        return (state & OBSERVED) != 0;
    }

    /** Returns whether it has ended, and nobody has seen how or watches for that. */
    final boolean isEndedUnseen() {
        return (state & (PHASE | OBSERVED | WATCHED)) == ENDED;
    }
}
