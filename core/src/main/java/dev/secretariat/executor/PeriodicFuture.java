package dev.secretariat.executor;

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
            ExecutorBackend backend,
            Callable<@Nullable Object> work,
            Class<?> workClass,
            Deadline first,
            Duration period,
            boolean fixedRate) {
        super(backend, work, workClass, first);
        this.period = period;
        this.fixedRate = fixedRate;
    }

    @Override
    public boolean isPeriodic() {
        return true;
    }

    @Override
    Step<Void> work(Worker worker) {
        if (backend.isShutdown() && !backend.isStopped()) stop(); // if stopped, shutdownNow() takes it back or ends it
        if (isDone()) return Step.done();
        if (next.isPast()) {
            Outcome<@Nullable Object> outcome = attempt(false);
            if (outcome != null && conclude(outcome)) watchFailure(worker);
            if (isDone()) return Step.done();
            next = fixedRate ? next.plus(period) : backend.deadline(period);
        }
        return Step.awaitAny(next, backend.closing());
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
