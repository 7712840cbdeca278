package dev.secretariat;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * How a task ended: with a value, with a failure, or cancelled. Immutable.
 *
 * <p>Unlike those of handles, promises and steps, the {@code toString()} of an outcome shows the value, which may be a
 * secret.
 *
 * @param <T> the type of the value
 */
public sealed interface Outcome<T extends @Nullable Object> {
    // Their equals() are written out: the JDK's generated ones keep the class loader of a record for ever.

    /**
     * Returns the value, or throws the exception that stands for its absence.
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

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Succeeded<?> that && Objects.equals(value, that.value);
        }

        @Override
        public int hashCode() {
            return Objects.hashCode(value);
        }
    }

    /**
     * Ended with an exception or error.
     *
     * @param cause what was thrown
     */
    record Failed<T extends @Nullable Object>(Throwable cause) implements Outcome<T> {
        /** Refuses a null cause. */
        public Failed {
            Objects.requireNonNull(cause, "cause");
        }

        @Override
        public T get() {
            throw new TaskFailedException("the task", cause);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Failed<?> that && cause.equals(that.cause);
        }

        @Override
        public int hashCode() {
            return cause.hashCode();
        }
    }

    /** Ended by a request to cancel. */
    record Cancelled<T extends @Nullable Object>() implements Outcome<T> {
        @Override
        public T get() {
            throw new CancellationException("the task was cancelled");
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Cancelled;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }
}
