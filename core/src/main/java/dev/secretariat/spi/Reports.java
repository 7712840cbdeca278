package dev.secretariat.spi;

import dev.secretariat.Awaitable;
import dev.secretariat.FailureHandler;
import dev.secretariat.Outcome;
import dev.secretariat.Scheduler;
import dev.secretariat.executor.Unread;
import dev.secretariat.internal.LogMessage;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a scheduler tells of its tasks: failures that nobody would see otherwise, and warnings. What users' code throws here is
 * caught; but where no memory is left anything may throw, so a caller with something to finish does not rely on that.
 */
final class Reports implements CellContents.FailureWatcher {
    private static final LogMessage HANDLER_THREW =
            LogMessage.error(Reports.class, "The failure handler threw while told of {}: {}");
    private static final LogMessage NOT_TOLD =
            LogMessage.error(Reports.class, "{} was cancelled, and what has failed beside that could not be told");
    private static final LogMessage SPINS = LogMessage.warn(
            Reports.class,
            "{} awaits {} again and again, which holds already: it keeps a worker busy for nothing; let its step look"
                    + " before it awaits");

    private final FailureHandler failureHandler;
    private final FailureWatch failures;
    private final BooleanSupplier isOver;

    /**
     * The reports of a scheduler.
     *
     * @param failureHandler who is told of failures
     * @param scheduler its clock and timers say when it is time for that
     * @param isOver whether it has begun to terminate, so that nobody will come to look any more
     */
    Reports(FailureHandler failureHandler, Scheduler scheduler, BooleanSupplier isOver) {
        this.failureHandler = failureHandler;
        this.failures = new FailureWatch(scheduler, this::tellIfUnseen);
        this.isOver = isOver;
    }

    /** Tells the failure handler, whatever it does. */
    void report(CellContents<?> task, Throwable failure) {
        try {
            failureHandler.handle(task.handle(), failure);
        } catch (Throwable thrown) {
            HANDLER_THREW.log(task, failure, thrown);
        }
    }

    /** Tells what has failed beside a cancel, as a fork on another worker: no outcome will hold it. */
    void reportSuppressed(CellContents<?> task, Throwable cancellation) {
        try {
            for (Throwable failure : cancellation.getSuppressed()) {
                if (!(failure instanceof CancellationException)) report(task, failure);
            }
        } catch (Throwable noMemory) {
            NOT_TOLD.log(task, noMemory);
        }
    }

    /** Warns of a task that awaits again and again what holds already. */
    void warnOfSpinning(CellContents<?> task, Awaitable held) {
        SPINS.log(task, held);
    }

    /**
     * Reports a failure that nobody has seen yet, unless somebody sees it in time.
     *
     * @param cell the task
     * @param part what of it has failed, while the task goes on; null if it is the task
     */
    void watch(CellContents<?> cell, @Nullable Unread part) {
        failures.add(cell, part);
    }

    /** Watches a failure, as whoever waited for the task has gone without a look. Perhaps all has ended since. */
    @Override
    public void watch(CellContents<?> failed) {
        watch(failed, null);
        if (isOver.getAsBoolean()) failures.settleAll();
    }

    /** Tells the failure handler, unless somebody has looked by now. */
    private void tellIfUnseen(CellContents<?> cell, @Nullable Unread part) {
        if (part != null) {
            Throwable unread = part.unreadFailure();
            if (unread != null) report(cell, unread);
        } else if (cell.isUnobserved() && cell.peek() instanceof Outcome.Failed<?> failed) {
            report(cell, failed.cause());
        }
    }

    /** Reports all failures that nobody has looked at: nobody will come any more. */
    void reportAllUnseen() {
        failures.settleAll();
    }
}
