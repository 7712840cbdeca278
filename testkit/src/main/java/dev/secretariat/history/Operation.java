package dev.secretariat.history;

import org.jspecify.annotations.Nullable;

/**
 * A call as it stands in a history. Equal to none but itself: what it holds is a user's, and need not have an equals.
 *
 * @param ended when its client went on; null if it has not
 */
record Operation<O, R extends @Nullable Object>(
        String client,
        O operation,
        Response<R> response,
        Moment called,
        @Nullable Moment ended) {
    /** Returns whether it was answered; else it may have taken effect at any time since it was called, or never. */
    boolean isComplete() {
        return !response.isUnknown() && !hadNoEffect();
    }

    boolean hadNoEffect() {
        return response instanceof Unanswered<?> open && !open.mayHaveEffect();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(called.number());
    }

    @Override
    public String toString() {
        return client + ": " + Texts.of(operation) + " " + (ended == null ? "has not returned" : response.toString());
    }
}
