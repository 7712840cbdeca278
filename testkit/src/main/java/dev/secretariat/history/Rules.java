package dev.secretariat.history;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What a search asks of a model. */
interface Rules<S, O, R extends @Nullable Object> {
    /**
     * Returns the states in which the object may be, if the operation came in this state and was answered as it was.
     *
     * @throws FaultyModelException if the model throws, or returns null
     */
    Collection<? extends S> after(S state, Operation<O, R> operation);

    /** Returns how the operation would be answered in this state: "it returns 1"; null if the model cannot say. */
    @Nullable
    String expected(S state, Operation<O, R> operation);
}
