package dev.secretariat.executor;

import dev.secretariat.Awaitable;
import dev.secretariat.Deadline;
import dev.secretariat.internal.Times;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** How threads wait for the executor view: as {@code TaskHandle.join()} does. */
final class Waits {
    /** The longest that java.util.concurrent can tell. */
    static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    /** Longer waits are without end, as all durations saturate there (T8): 146 years. */
    private static final Duration UNLIMITED = Duration.ofNanos(Times.FAR_NANOS);

    private Waits() {}

    /** Returns what java.util.concurrent calls a timeout, delay or period; saturates at 292 years. */
    static Duration duration(long amount, TimeUnit unit) {
        return Duration.ofNanos(Objects.requireNonNull(unit, "unit").toNanos(amount));
    }

    /**
     * Blocks or drives until a condition holds or the time is up. Inside a step of the scheduler it blocks that
     * step's thread, or refuses to if the time is never up.
     *
     * @return whether it holds
     */
    static boolean until(BooleanSupplier condition, Awaitable change, Duration limit, ExecutorBackend backend)
            throws InterruptedException {
        if (condition.getAsBoolean()) return true;
        refuseWithoutEnd(limit, backend);
        return until(condition, change, backend.deadline(limit), backend);
    }

    /** As the other one, until a deadline of the scheduler, for which it is no matter when the waiting began. */
    static boolean until(BooleanSupplier condition, Awaitable change, Deadline end, ExecutorBackend backend)
            throws InterruptedException {
        while (!condition.getAsBoolean()) {
            // Before driving: the steps must not meet an interrupt that is meant for this wait.
            if (Thread.interrupted()) throw new InterruptedException();
            boolean woken = backend.block(change, end);
            if (!woken || end.isPast()) return condition.getAsBoolean();
        }
        return true;
    }

    /** Refuses it inside a step, where a wait may be for what the step itself holds up. */
    static void refuseWithoutEnd(Duration limit, ExecutorBackend backend) {
        if (limit.compareTo(UNLIMITED) < 0 || !backend.isWorking()) return;
        throw new IllegalStateException("waiting without a time-out inside a step would block the worker of "
                + backend
                + " that should do the work; submit it as a Task and return"
                + " Step.await(handle), or wait on another thread");
    }
}
