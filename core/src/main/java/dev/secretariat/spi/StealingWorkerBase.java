package dev.secretariat.spi;

import org.jspecify.annotations.Nullable;

/**
 * A worker with a thread of its own, for schedulers whose workers take forks from one another. Such a worker overrides
 * what forks and joins, and tells here what has become of the forks of a step.
 *
 * <p>Most of its members are those of {@link WorkerBase} that only such a scheduler needs, made visible to it: they are of
 * no use to others that extend that class.
 */
public abstract class StealingWorkerBase extends WorkerBase {
    /**
     * A worker of a scheduler.
     *
     * @param scheduler whose worker this is
     * @param index what {@link #index} returns
     */
    protected StealingWorkerBase(SchedulerBase scheduler, int index) {
        super(scheduler, index);
    }

    // ---- Steps ----

    /**
     * Runs the next step of a task, on the calling thread.
     *
     * @param cell the task
     */
    protected final void runStep(TaskCell<?> cell) {
        base().runStep(cell, this);
    }

    /**
     * Terminates the scheduler if it is closing and its last task has ended. Called each time this worker has run out
     * of ready tasks, before it waits for others, and never in a step: so the end of a task costs one fence less.
     */
    protected final void settle() {
        base().shutdown.settle();
    }

    @Override
    final boolean settlesBeforeItWaits() {
        return true;
    }

    /** Returns the task whose step or fork is running, for reports: a hint, from any thread. Null if none. */
    protected final @Nullable TaskCell<?> runningCell() {
        return currentAcquire();
    }

    /** Forgets the thread that has run this worker and will run no more steps, so that it can be collected. */
    @Override
    protected final void forgetThread() {
        super.forgetThread();
    }

    // ---- Forks ----

    /** Returns how many forks the step has not joined; asked when it has returned. */
    @Override
    protected abstract int pendingForks();

    /**
     * Drops the forks that a step has not joined, and waits for those that run elsewhere.
     *
     * @param failure what the step has thrown; later failures are added to it as suppressed
     */
    @Override
    protected abstract void abandonForks(Throwable failure);

    /** Returns the task whose step or fork is running, on its thread. */
    @Override
    protected final TaskCell<?> currentCell() {
        return super.currentCell();
    }

    /** Throws an IllegalStateException unless a step or a fork is running on the calling thread. */
    @Override
    protected final void checkStep() {
        super.checkStep();
    }

    /**
     * Begins to run a fork of some task, between two steps or inside a step.
     *
     * @return for {@link #endFor}
     */
    @Override
    protected final @Nullable TaskCell<?> beginFor(TaskCell<?> cell) {
        return super.beginFor(cell);
    }

    /** Goes back to what was running before the fork, which has ended. */
    @Override
    protected final void endFor(@Nullable TaskCell<?> before) {
        super.endFor(before);
    }
}
