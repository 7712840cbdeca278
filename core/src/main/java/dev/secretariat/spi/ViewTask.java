package dev.secretariat.spi;

import dev.secretariat.Task;
import dev.secretariat.internal.Handles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Locale;

/**
 * A piece of an executor's work as a task: who may run it, and how the thread that runs it is
 * interrupted without the interrupt reaching anybody else.
 */
abstract class ViewTask implements Task<Void> {
    /*
     * state, one of the phases below or the thread that runs the work:
     *
     * from           to             by           when
     * NEW, RESTING   its thread     runner       CAS; the winner owns the work
     * RETURNED       its thread     runner       run by hand, by who got it from shutdownNow()
     * a thread       INTERRUPTING   interrupter  CAS; the runner cannot leave the work now
     * INTERRUPTING   INTERRUPTED    interrupter  it has interrupted the thread
     * INTERRUPTING   the thread     interrupter  it need not: somebody else had
     * a thread,      RESTING, OVER  runner       it leaves the work; from INTERRUPTED it takes the
     *   INTERRUPTED                              interrupt away from the thread
     * NEW            RETURNED       anyone       shutdownNow() hands the work out
     * NEW            DROPPED        anyone       it will never run
     * RESTING        OVER           anyone       it will not run again
     *
     * An interrupt that was on the thread before the work began is somebody else's: it is set aside
     * and given back. One that comes from elsewhere while the work runs is left alone, unless it
     * comes after ours: two interrupts of one thread are one, so both are then taken for ours.
     */
    enum Phase {
        NEW,
        /** Between two runs of a periodic task. */
        RESTING,
        RETURNED,
        DROPPED,
        OVER,
        INTERRUPTING,
        INTERRUPTED
    }

    private static final VarHandle STATE = Handles.field(MethodHandles.lookup(), "state", Object.class);

    /** Anyone, by volatile read and CAS. */
    private volatile Object state = Phase.NEW;

    /** Runner only. */
    private boolean foreignInterrupt;

    // ---- The runner's side ----

    /** Claims the work for the calling thread, which then must {@link #finish}. */
    final boolean begin(boolean byHand) {
        Thread me = Thread.currentThread();
        boolean mine = cas(Phase.NEW, me) || cas(Phase.RESTING, me) || (byHand && cas(Phase.RETURNED, me));
        if (mine) foreignInterrupt = Thread.interrupted();
        return mine;
    }

    /** Leaves the work, with the thread's interrupt status as the thread's owner wants it. */
    @SuppressWarnings("ThreadPriorityCheck") // the interrupter may need this very core
    final void finish(Phase next) {
        boolean foreign = foreignInterrupt; // before the CAS, which may let the next runner in
        Object now = state;
        while (now == Phase.INTERRUPTING || !cas(now, next)) {
            Thread.yield(); // the interrupter is between two instructions
            now = state;
        }
        boolean ignored = now == Phase.INTERRUPTED && Thread.interrupted();
        if (foreign) Thread.currentThread().interrupt();
    }

    // ---- Everyone's side ----

    /** Interrupts the thread that runs the work, if one does. */
    final void interrupt() {
        if (!(state instanceof Thread runner) || !cas(runner, Phase.INTERRUPTING)) return;
        boolean ours = !runner.isInterrupted();
        try {
            if (ours) runner.interrupt();
        } finally {
            state = ours ? Phase.INTERRUPTED : runner;
        }
    }

    /** Keeps the work from being run, or run again; does nothing while it runs. */
    final void drop() {
        if (cas(Phase.NEW, Phase.DROPPED) || cas(Phase.RESTING, Phase.OVER)) forget();
    }

    /** Whether the work has not begun and never will. */
    final boolean isDropped() {
        return state == Phase.DROPPED;
    }

    /** Takes work that has not begun away from the scheduler; it is the caller's then. */
    final boolean takeBack() {
        return cas(Phase.NEW, Phase.RETURNED);
    }

    final String phaseName() {
        Object now = state;
        if (now instanceof Thread runner) return "runs on " + runner.getName();
        return ((Phase) now).name().toLowerCase(Locale.ROOT);
    }

    private boolean cas(Object from, Object to) {
        return STATE.compareAndSet(this, from, to);
    }

    // ---- For subclasses ----

    /** Releases the work, so that it is not retained; called by whoever owns it, after its end. */
    abstract void forget();

    /** The work as {@code shutdownNow()} returns it, after {@link #takeBack}. */
    abstract Runnable takenBack();

    /** What reports call the task after: the user's class. */
    abstract Class<?> workClass();
}
