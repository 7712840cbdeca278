package dev.secretariat.examples.recipes;

import dev.secretariat.Deadline;
import dev.secretariat.Outcome;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Tasks;
import dev.secretariat.Worker;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tries again until it works or a deadline has passed, with growing pauses and jitter.
 *
 * <p>One deadline bounds the whole: the attempts, and the pauses between them.
 *
 * @param <T> the type of the result
 */
public final class Retry<T> implements Task<T> {
    private static final Duration MAX_PAUSE = Duration.ofSeconds(5);

    private final Supplier<? extends Task<T>> attempts;
    private final Deadline deadline;
    private Duration pause = Duration.ofMillis(50);
    private @Nullable TaskHandle<T> attempt;

    /** Creates a task that runs a new task of the supplier at each attempt. */
    public Retry(Supplier<? extends Task<T>> attempts, Deadline deadline) {
        this.attempts = attempts;
        this.deadline = deadline;
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
        Duration jittered = Duration.ofNanos(worker.random().nextLong(pause.toNanos() / 2, pause.toNanos()));
        pause = shorter(pause.multipliedBy(2), MAX_PAUSE);
        return jittered;
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
