package dev.secretariat.spi;

import dev.secretariat.internal.Lendable;
import org.jspecify.annotations.Nullable;

/** The thread that a worker's step runs on: the worker's own, or that of the fiber whose body it runs. */
abstract class StepThread extends Lendable {
    /**
     * Written by the thread that runs a step, or lends it. Another thread that asks 'is it I who run here' must not mix what two
     * threads wrote: it reads the current task with acquire, then this, which was written before it. If the current task is
     * in an object that has been replaced, it finds no task there. What it wrote itself, it always sees; and one that a step was
     * lent to sees that, as it goes on after that.
     */
    @Nullable
    Thread thread;

    /** Returns the thread that the running step is on, a fiber's perhaps, or that the last one was on; for reports, a hint. */
    protected final @Nullable Thread stepThread() {
        return thread;
    }

    @Override
    protected final void lendTo(Thread other) {
        thread = other;
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
