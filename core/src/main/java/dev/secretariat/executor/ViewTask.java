package dev.secretariat.executor;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import dev.secretariat.internal.Handles;
import dev.secretariat.internal.MadeTask;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A piece of an executor's work as a task: who may run it, and how the thread that runs it is
 * interrupted without the interrupt reaching anybody else.
 */
abstract class ViewTask extends MadeTask implements Task<Void> {
    /*
     * state, one of the phases below, or the thread that runs the work, or how far an interrupt of it is:
     *
     * from           to             by           when
     * NEW, RESTING   its thread     runner       CAS; the winner owns the work
     * RETURNED       its thread     runner       run by hand, by whoever got it from shutdownNow()
     * a thread,      Interrupting   interrupter  CAS; the runner cannot leave the work now
     *   Interrupted
     * Interrupting   Interrupted    interrupter  it has interrupted the thread
     * Interrupting   the former     interrupter  it need not: somebody else had
     * a thread,      RESTING, OVER  runner       it leaves the work; from Interrupted it takes the
     *   Interrupted                              interrupt away from the thread
     * NEW            RETURNED       anyone       shutdownNow() hands the work out
     * NEW            DROPPED        anyone       it will never run
     * RESTING        OVER           anyone       it will not run again
     *
     * An interrupt that was on the thread before the work began is somebody else's: it is set aside
     * and given back. It is set aside before the work is claimed, since from the claim on an interrupt
     * may be ours: taken for a stranger's, it would be kept from the work, and come back after it to
     * whoever is next. One that comes from elsewhere while the work runs is left alone, unless it
     * comes after ours: two interrupts of one thread are one, so both are then taken for ours.
     */
    enum Phase {
        NEW,
        /** Between two runs of a periodic task. */
        RESTING,
        RETURNED,
        DROPPED,
        OVER
    }

    private record Interrupting(Thread interrupter) {}

    private record Interrupted(Thread runner) {}

    private static final VarHandle STATE = Handles.field(MethodHandles.lookup(), "state", Object.class);

    /** Anyone, by volatile read and CAS. */
    private volatile Object state = Phase.NEW;

    /** Runner only. */
    private boolean foreignInterrupt;

    final ExecutorBackend backend;

    ViewTask(ExecutorBackend backend) {
        this.backend = backend;
    }

    // ---- The runner's side ----

    /**
     * {@inheritDoc}
     *
     * <p>Begins nothing while a shutdownNow() takes back what has not begun: the task stays ready, and once
     * that is done, all tasks are cancelled.
     */
    @Override
    public final Step<Void> step(Worker worker) {
        return backend.isStopped() ? Step.yieldNow() : work(worker);
    }

    /** As {@link #step}, of a scheduler that has not been stopped. */
    abstract Step<Void> work(Worker worker);

    /** Claims the work for the calling thread, which then must {@link #finish}. */
    final boolean begin(boolean byHand) {
        Thread me = Thread.currentThread();
        boolean foreign = Thread.interrupted();
        boolean mine = cas(Phase.NEW, me) || cas(Phase.RESTING, me) || (byHand && cas(Phase.RETURNED, me));
        if (mine) foreignInterrupt = foreign;
        else if (foreign) me.interrupt();
        return mine;
    }

    /** Leaves the work, with the thread's interrupt status as the thread's owner wants it. */
    @SuppressWarnings("ThreadPriorityCheck") // the interrupter may need this very core
    final void finish(Phase next) {
        boolean foreign = foreignInterrupt; // before the CAS, which may let the next runner in
        Object now = state;
        while (now instanceof Interrupting || !cas(now, next)) {
            Thread.yield(); // the interrupter is between two instructions
            now = state;
        }
        boolean ignored = now instanceof Interrupted && Thread.interrupted();
        if (foreign) Thread.currentThread().interrupt();
    }

    // ---- Everyone's side ----

    /** Interrupts the thread that runs the work, if one does. */
    @SuppressWarnings("ThreadPriorityCheck") // as in finish()
    final void interrupt() {
        Thread me = Thread.currentThread();
        for (; ; ) {
            Object now = state;
            if (now instanceof Interrupting other) {
                if (other.interrupter == me) return; // the thread's interrupt() has called back
                Thread.yield();
                continue;
            }
            Thread runner = runner(now);
            if (runner == null) return;
            if (cas(now, new Interrupting(me))) {
                interrupt(runner, now);
                return;
            }
        }
    }

    /** Interrupts the runner, which waits for the end of this if it comes to leave the work. */
    private void interrupt(Thread runner, Object before) {
        Object after = before;
        try {
            if (!runner.isInterrupted()) {
                after = new Interrupted(runner);
                runner.interrupt();
            }
        } finally {
            state = after;
        }
    }

    private static @Nullable Thread runner(Object state) {
        if (state instanceof Interrupted interrupted) return interrupted.runner;
        return state instanceof Thread thread ? thread : null;
    }

    /** Keeps the work from being run, or run again; does nothing while it runs. */
    final void drop() {
        if (cas(Phase.NEW, Phase.DROPPED) || cas(Phase.RESTING, Phase.OVER)) forget();
    }

    /** Returns whether the work has not begun and never will. */
    final boolean isDropped() {
        return state == Phase.DROPPED;
    }

    /**
     * Takes work that has not begun away from the scheduler: it is the caller's then. Other work is stopped:
     * it does not begin again, and the thread that runs it, if one does, is interrupted. The scheduler has been
     * stopped before.
     *
     * @return whether it had not begun
     */
    final boolean takeBackOrStop() {
        if (cas(Phase.NEW, Phase.RETURNED)) return true;
        drop();
        interrupt(); // if it comes to rest before this, its next step finds the scheduler stopped
        return false;
    }

    final String phaseName() {
        Object now = state;
        if (now instanceof Phase phase) return phase.name().toLowerCase(Locale.ROOT);
        Thread runner = runner(now);
        return runner == null ? "is being interrupted" : "runs on " + runner.getName();
    }

    private boolean cas(Object from, Object to) {
        return STATE.compareAndSet(this, from, to);
    }

    // ---- For subclasses ----

    /** Releases the work, so that it is not retained; called by whoever owns it, after its end. */
    abstract void forget();

    /** Returns the work as {@code shutdownNow()} returns it, after {@link #takeBackOrStop}. */
    abstract Runnable takenBack();

    /** Returns the user's class. */
    @Override
    public abstract Class<?> madeOf();
}
