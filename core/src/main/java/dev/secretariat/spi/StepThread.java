package dev.secretariat.spi;

import dev.secretariat.internal.Lendable;
import dev.secretariat.internal.MonitorWaits;
import org.jspecify.annotations.Nullable;

/**
 * The thread that a worker's step runs on: the worker's own, or that of the fiber whose body it runs.
 *
 * @param <C> the type of the cells
 */
abstract class StepThread<C> extends Lendable {
    /**
     * The worker's own. Written by the thread that runs a step. Another thread that asks 'is it I who run here' must not mix what two
     * threads wrote: it reads the current task with acquire, then this, which was written before it. If the current task is
     * in an object that has been replaced, it finds no task there. What it wrote itself, it always sees.
     */
    @Nullable
    Thread thread;

    /** Read by others too, see above; written by the thread that runs a step. Never replaced within one. */
    CurrentTask<C> current = new CurrentTask<>(); // set from begin() to finish()

    /** Of the scheduler, once this worker has asked for it; of the thread that runs the worker. */
    private @Nullable MonitorWaits monitorWaits;

    /**
     * Tells that the calling thread begins to drive this worker: for schedulers that are driven by callers. Called at the begin of each
     * drive or never; without it, it takes longer to let a mounted fiber's body go on.
     */
    protected final void beginDrive() {
        beginDrive(this);
    }

    /** How many calls of the scheduler's own code the body is in that the step is lent to. On the thread of the step. */
    int keeps;

    /** Returns whether the step that runs, if one does, is on this thread, which is the caller's. */
    final boolean isOn(Thread caller) {
        return thread == caller || current.isLentTo(caller);
    }

    /** Returns whether the calling thread is running a task here: a step, or what follows from one. */
    @Override
    protected final boolean isMine() {
        CurrentTask<C> now = current;
        if (now.getAcquire() == null) return false;
        Thread caller = Thread.currentThread();
        return thread == caller || now.isLentTo(caller);
    }

    /** Returns the thread that the running step is on, a fiber's perhaps, or that the last one was on; for reports, a hint. */
    protected final @Nullable Thread stepThread() {
        Thread lent = current.lentTo();
        return lent != null ? lent : thread;
    }

    /**
     * Returns whether the thread that runs the worker's steps is the scheduler's own, and holds no monitor below them. This implementation
     * says no; then it takes a little longer to let a mounted fiber's body go on.
     */
    @Override
    protected boolean hasOwnThread() {
        return false;
    }

    /**
     * Returns whether a mounted fiber's body that waits for a monitor is woken by {@link #wakeFromMonitors} alone, and not whenever the JDK
     * comes to it. For simulations. This implementation says no.
     */
    @Override
    protected boolean ordersMonitors() {
        return false;
    }

    /**
     * Wakes all bodies of the worker's scheduler that can enter the monitor that they wait for, in the order in which they began to
     * wait. Where the JDK may have let one in without having said so yet, waits for that. Called by whoever runs the scheduler's steps.
     */
    protected final void wakeFromMonitors() {
        MonitorWaits waits = monitorWaits;
        if (waits == null) monitorWaits = waits = monitorWaits(this);
        if (waits != null) waits.wakeReady();
    }

    @Override
    protected final void lendTo(@Nullable Thread other) {
        current.lend(other);
    }

    @Override
    protected final boolean keepsBody() {
        return keeps > 0;
    }

    @Override
    protected final int countUnjoined() {
        return pendingForks();
    }

    @Override
    protected final void dropUnjoined(Throwable failure) {
        abandonForks(failure);
    }

    /** Returns how many forks the step has not joined; asked when it has returned, or on its way. */
    abstract int pendingForks();

    /** Drops the forks of a step that has thrown. */
    abstract void abandonForks(Throwable failure);
}
