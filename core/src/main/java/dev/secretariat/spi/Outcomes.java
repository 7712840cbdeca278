package dev.secretariat.spi;

import dev.secretariat.Outcome;
import org.jspecify.annotations.Nullable;

/** Makes outcomes: one for all that have no value; and also when no memory is left for them: a task has to end, whatever happens. */
final class Outcomes {
    private static final Outcome<?> NOTHING = new Outcome.Succeeded<@Nullable Object>(null);
    private static final Outcome<?> CANCELLED = new Outcome.Cancelled<@Nullable Object>();
    private static final Outcome<?> OUT_OF_MEMORY =
            new Outcome.Failed<>(new OutOfMemoryError("no memory was left to keep the task's outcome"));

    private Outcomes() {}

    @SuppressWarnings("unchecked") // NOTHING's only value is null
    static <T extends @Nullable Object> Outcome<T> succeeded(T value) {
        if (value == null) return (Outcome<T>) NOTHING;
        try {
            return new Outcome.Succeeded<>(value);
        } catch (OutOfMemoryError none) {
            return outOfMemory();
        }
    }

    @SuppressWarnings("unchecked") // it holds no T
    static <T extends @Nullable Object> Outcome<T> cancelled() {
        return (Outcome<T>) CANCELLED;
    }

    static <T extends @Nullable Object> Outcome<T> failed(Throwable cause) {
        try {
            return new Outcome.Failed<>(cause);
        } catch (OutOfMemoryError none) {
            return outOfMemory();
        }
    }

    @SuppressWarnings("unchecked") // a failure holds no T
    private static <T extends @Nullable Object> Outcome<T> outOfMemory() {
        return (Outcome<T>) OUT_OF_MEMORY;
    }
}
