package dev.secretariat.spi;

import dev.secretariat.Fork;
import dev.secretariat.Outcome;
import dev.secretariat.Worker;
import dev.secretariat.internal.Throwables;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The pending forks of one worker, run one after the other: the sequential meaning of fork and join.
 *
 * <p>A fork runs when it is joined. If that is not the youngest, the younger ones run first and keep
 * their outcome for their own join, as if they had been stolen. Each running body sees only the forks it
 * made itself, those from {@code base} up.
 *
 * <p>Whatever a body throws, a StackOverflowError included, the stack is cut back to where the body
 * found it: by plain stores, without a call that could overflow again.
 */
final class ForkStack {
    private final Worker worker;
    private @Nullable Fork<?>[] forks = new Fork<?>[8];

    /** Of those that ran before their join; otherwise null. */
    private @Nullable Outcome<?>[] outcomes = new Outcome<?>[8];

    private int top;
    private int base;

    ForkStack(Worker worker) {
        this.worker = worker;
    }

    void push(Fork<?> fork) {
        if (top == forks.length) {
            outcomes = Arrays.copyOf(outcomes, top * 2);
            forks = Arrays.copyOf(forks, top * 2);
        }
        forks[top++] = fork;
    }

    @SuppressWarnings("unchecked") // the outcome is that of this fork
    <T extends @Nullable Object> T join(Fork<T> fork) {
        int index = top - 1;
        while (index >= base && forks[index] != fork) index--;
        if (index < base) {
            throw new IllegalStateException(
                    "this fork is not pending here: join each fork once, on the worker and in the step"
                            + " or fork body that made it");
        }
        for (int younger = top - 1; younger > index; younger--) runEarly(younger);
        Outcome<?> outcome = outcomes[index];
        remove(index);
        if (outcome == null) return run(fork);
        if (outcome instanceof Outcome.Failed<?> failed) throw Throwables.unchecked(failed.cause());
        return (T) outcome.get();
    }

    int pending() {
        return top - base;
    }

    /** Drops what the computation has left, and adds the failures of what had run to its own. */
    void abandon(Throwable failure) {
        for (int i = top - 1; i >= base; i--) {
            if (outcomes[i] instanceof Outcome.Failed<?> failed && failed.cause() != failure) {
                failure.addSuppressed(failed.cause());
            }
        }
        while (top > base) {
            outcomes[--top] = null;
            forks[top] = null;
        }
    }

    /** For a worker whose step has ended in any way. */
    void reset() {
        base = 0;
        while (top > 0) {
            outcomes[--top] = null;
            forks[top] = null;
        }
    }

    private <T extends @Nullable Object> T run(Fork<T> fork) {
        int outerBase = base;
        base = top;
        try {
            T result = fork.run(worker);
            if (top > base) {
                throw new IllegalStateException("a fork body of task '"
                        + worker.task().name()
                        + "' returned without joining the forks it made: "
                        + pending());
            }
            return result;
        } catch (Throwable failure) {
            abandon(failure);
            throw failure;
        } finally {
            while (top > base) {
                outcomes[--top] = null;
                forks[top] = null;
            }
            base = outerBase;
        }
    }

    /** Runs the fork at an index while those above it have run already. */
    private void runEarly(int index) {
        Fork<?> fork = forks[index];
        if (outcomes[index] != null || fork == null) return;
        Outcome<?> outcome;
        try {
            outcome = new Outcome.Succeeded<@Nullable Object>(run(fork));
        } catch (Throwable failure) {
            outcome = new Outcome.Failed<@Nullable Object>(failure);
        }
        outcomes[index] = outcome;
    }

    /** Most forks are joined in reverse order, and nothing moves. */
    private void remove(int index) {
        int above = --top - index;
        if (above > 0) {
            System.arraycopy(forks, index + 1, forks, index, above);
            System.arraycopy(outcomes, index + 1, outcomes, index, above);
        }
        forks[top] = null;
        outcomes[top] = null;
    }
}
