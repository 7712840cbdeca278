package dev.secretariat.cooperative;

import dev.secretariat.FailureHandler;
import dev.secretariat.Ticker;
import dev.secretariat.internal.Lendable;
import dev.secretariat.internal.LogMessage;
import dev.secretariat.spi.SchedulerBase;
import dev.secretariat.spi.TaskCell;
import dev.secretariat.spi.WorkerBase;

/**
 * What the {@link Driver} knows of its scheduler: how a step is run. A class, not an interface that is given to the
 * driver, so that each step is inlined into the loop that drives.
 */
abstract class SteppedScheduler extends SchedulerBase {
    private static final LogMessage INTERRUPTED =
            LogMessage.debug(SteppedScheduler.class, "A step of {} left its thread interrupted");

    private final WorkerBase worker = newWorker(0);

    /** Whether it has a thread of its own, which drives it. */
    final boolean hasThread;

    SteppedScheduler(String name, Ticker ticker, FailureHandler failureHandler, boolean hasThread) {
        super(name, ticker, failureHandler);
        this.hasThread = hasThread;
    }

    /** Tells the worker that the calling thread begins to drive. */
    final void beginDrive() {
        Lendable.beginDrive(worker);
    }

    /** Returns whether a step runs on the calling thread: the driver's, or one that it is lent to. */
    final boolean isStepping() {
        return Lendable.runsHere(worker);
    }

    /** Runs the next step of a task. Only for whoever drives. */
    final void step(TaskCell<?> cell) {
        runStep(cell, worker);
        if (hasThread && Thread.interrupted()) INTERRUPTED.log(this);
    }
}
