package dev.secretariat;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * How a task ended: with a value, with a failure, or cancelled. Immutable.
 *
 * @param <T> the type of the value
 */
public sealed interface Outcome<T extends @Nullable Object> {
    /**
     * The value, or the exception that stands for its absence.
     *
     * @throws TaskFailedException if the task failed; its cause is what the task threw
     * @throws CancellationException if the task was cancelled
     */
    T get();

    /**
     * Ended with a value.
     *
     * @param value the value, null for a {@code Task<Void>}
     */
    record Succeeded<T extends @Nullable Object>(T value) implements Outcome<T> {
        @Override
        public T get() {
            return value;
        }
    }

    /**
     * Ended with an exception or error.
     *
     * @param cause what was thrown
     */
    record Failed<T extends @Nullable Object>(Throwable cause) implements Outcome<T> {
        /** Refuses null. */
        public Failed {
            Objects.requireNonNull(cause, "cause");
        }

        @Override
        public T get() {
            throw new TaskFailedException("the task", cause);
        }
    }

    /** Ended by a request to cancel. */
    record Cancelled<T extends @Nullable Object>() implements Outcome<T> {
        @Override
        public T get() {
            throw new CancellationException("the task was cancelled");
        }
    }
}
