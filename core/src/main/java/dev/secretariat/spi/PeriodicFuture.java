package dev.secretariat.spi;

import dev.secretariat.Deadline;
import dev.secretariat.Outcome;
import dev.secretariat.Step;
import dev.secretariat.Worker;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Work that is done again and again, until it fails, is cancelled, or its scheduler begins to
 * close. Runs that are late follow each other, but let other tasks in between.
 */
final class PeriodicFuture extends DelayedFuture<@Nullable Object> {
    private final Duration period;
    private final boolean fixedRate;

    PeriodicFuture(
            SchedulerBase scheduler,
            Callable<@Nullable Object> work,
            Class<?> workClass,
            Deadline first,
            Duration period,
            boolean fixedRate) {
        super(scheduler, work, workClass, first);
        this.period = period;
        this.fixedRate = fixedRate;
    }

    @Override
    public boolean isPeriodic() {
        return true;
    }

    @Override
    Step<Void> work(Worker worker) {
        if (scheduler.phase() == Lifecycle.CLOSING) stop();
        if (isDone()) return Step.done();
        if (next.isPast()) {
            Outcome<@Nullable Object> outcome = attempt(false);
            if (outcome != null && conclude(outcome)) watchFailure(worker);
            if (isDone()) return Step.done();
            next = fixedRate ? next.plus(period) : scheduler.deadline(period);
        }
        return Step.awaitAny(next, scheduler.closing());
    }

    @Override
    Phase afterSuccess() {
        return Phase.RESTING;
    }

    @Override
    boolean conclude(Outcome<@Nullable Object> outcome) {
        if (outcome instanceof Outcome.Failed) return super.conclude(outcome);
        if (isDone()) drop(); // cancelled meanwhile
        return true;
    }
}
