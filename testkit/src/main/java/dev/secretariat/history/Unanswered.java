package dev.secretariat.history;

import org.jspecify.annotations.Nullable;

/**
 * The call has not returned, or nobody knows how.
 *
 * @param mayHaveEffect false if somebody does know that it has done nothing
 */
record Unanswered<R extends @Nullable Object>(boolean mayHaveEffect) implements Response<R> {
    @Override
    public boolean isUnknown() {
        return mayHaveEffect;
    }

    @Override
    public boolean mayBe(R result) {
        return mayHaveEffect;
    }

    @Override
    public boolean mayBeThrown(Class<? extends Throwable> type) {
        return mayHaveEffect;
    }

    @Override
    public R result() {
        throw new IllegalStateException("the call was not answered; ask isUnknown() first");
    }

    @Override
    public String toString() {
        return mayHaveEffect ? "ended in a way that nobody knows" : "had no effect";
    }
}
