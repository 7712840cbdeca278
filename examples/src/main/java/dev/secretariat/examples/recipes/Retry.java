package dev.secretariat.examples.recipes;

import dev.secretariat.Deadline;
import dev.secretariat.Outcome;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Tasks;
import dev.secretariat.Worker;
import dev.secretariat.fiber.Fiber;
import dev.secretariat.fiber.Fibers;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Tries again until it works or a deadline has passed, with growing pauses and jitter.
 *
 * <p>One deadline bounds the whole: the attempts, and the pauses between them.
 *
 * @param <T> the type of the result
 */
public final class Retry<T> implements Task<T> {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(5);

    private final Supplier<? extends Task<T>> attempts;
    private final Deadline deadline;
    private Duration pause = FIRST_PAUSE;
    private @Nullable TaskHandle<T> attempt;

    /** Creates a task that runs a new task of the supplier at each attempt. */
    public Retry(Supplier<? extends Task<T>> attempts, Deadline deadline) {
        this.attempts = attempts;
        this.deadline = deadline;
    }

    /** Returns a task that does the same in a straight line. */
    public static <T> Task<T> straight(Supplier<? extends Task<T>> attempts, Deadline deadline) {
        return Fibers.task(fiber -> {
            for (Duration pause = FIRST_PAUSE; ; pause = longer(pause)) {
                Outcome<T> outcome = attempt(fiber, Tasks.withDeadline(attempts.get(), deadline));
                if (outcome instanceof Outcome.Succeeded<T> success) return success.value();
                if (deadline.isPast()) throw gaveUp(outcome);
                fiber.sleep(shorter(jittered(pause, fiber.worker().random()), deadline.remaining()));
            }
        });
    }

    /** Runs a task to its end, also where that comes early because this fiber is cancelled. */
    private static <T> Outcome<T> attempt(Fiber fiber, Task<T> task) throws Exception {
        TaskHandle<T> attempt = fiber.submit(task);
        try {
            fiber.awaitAny(attempt);
        } finally {
            attempt.cancel(); // which does nothing if it has ended
            int ignored = fiber.shielded(() -> fiber.awaitAny(attempt));
        }
        return attempt.outcome();
    }

    @Override
    public Step<T> step(Worker worker) throws TimeoutException {
        TaskHandle<T> current = attempt;
        if (current == null) {
            attempt = current = worker.submit(Tasks.withDeadline(attempts.get(), deadline));
        }
        if (!current.isDone()) return Step.await(current);

        if (current.outcome() instanceof Outcome.Succeeded<T> success) {
            return Step.done(success.value());
        }
        if (deadline.isPast()) throw gaveUp(current.outcome());
        attempt = null;
        return Step.sleep(shorter(nextPause(worker), deadline.remaining()));
    }

    private Duration nextPause(Worker worker) {
        Duration jittered = jittered(pause, worker.random());
        pause = longer(pause);
        return jittered;
    }

    private static Duration jittered(Duration pause, RandomGenerator random) {
        return Duration.ofNanos(random.nextLong(pause.toNanos() / 2, pause.toNanos()));
    }

    private static Duration longer(Duration pause) {
        return shorter(pause.multipliedBy(2), MAX_PAUSE);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static TimeoutException gaveUp(Outcome<?> last) {
        TimeoutException timeout = new TimeoutException("no attempt succeeded before the deadline");
        if (last instanceof Outcome.Failed<?> failed) timeout.initCause(failed.cause());
        return timeout;
    }

    @Override
    public Step<?> onCancel(Worker worker) {
        TaskHandle<T> current = attempt;
        if (current == null || current.isDone()) return Step.done();
        current.cancel();
        return Step.await(current);
    }
}
