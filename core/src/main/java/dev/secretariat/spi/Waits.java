package dev.secretariat.spi;

import dev.secretariat.Awaitable;
import dev.secretariat.Deadline;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** How threads wait for the executor view: as {@code TaskHandle.join()} does. */
final class Waits {
    static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    private Waits() {}

    /** What java.util.concurrent calls a timeout, delay or period; saturates at 292 years. */
    static Duration duration(long amount, TimeUnit unit) {
        return Duration.ofNanos(Objects.requireNonNull(unit, "unit").toNanos(amount));
    }

    /**
     * Blocks or drives until a condition holds or the time is up.
     *
     * @return whether it holds
     */
    static boolean until(BooleanSupplier condition, Awaitable change, Duration limit, SchedulerBase scheduler)
            throws InterruptedException {
        Deadline end = scheduler.deadline(limit);
        while (!condition.getAsBoolean()) {
            refuseInsideStep(scheduler);
            // Before driving: the steps must not meet an interrupt that is meant for this wait.
            if (Thread.interrupted()) throw new InterruptedException();
            if (!scheduler.block(change, end.remaining()) || end.isPast()) {
                return condition.getAsBoolean();
            }
        }
        return true;
    }

    static void refuseInsideStep(SchedulerBase scheduler) {
        if (!scheduler.isStepping()) return;
        throw new IllegalStateException("waiting inside a step would block the worker of "
                + scheduler
                + " that should do the work; submit it as a Task and return"
                + " Step.await(handle), or wait on another thread");
    }
}
