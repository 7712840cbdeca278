package dev.secretariat.history;

import org.jspecify.annotations.Nullable;

/**
 * How a call was answered, for models that look at it; see {@link Model#judging}. Immutable.
 *
 * @param <R> the type of the results
 */
public sealed interface Response<R extends @Nullable Object> permits Returned, Finished, Threw, Unanswered {
    /** Returns whether the call was not answered: then it may have come to any result that is possible. */
    boolean isUnknown();

    /** Returns whether the call returned this, by equals (of arrays: of their elements), or was not answered. */
    boolean mayBe(R result);

    /** Returns whether the call threw an instance of this type, or was not answered. */
    boolean mayBeThrown(Class<? extends Throwable> type);

    /**
     * Returns the result.
     *
     * @throws IllegalStateException if there is none; ask {@link #isUnknown} first, and where the object may throw, {@link #mayBeThrown}
     */
    R result();

    /** Returns what comes after the operation in a sentence, as in "returned 1". */
    @Override
    String toString();
}
