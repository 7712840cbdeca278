package dev.secretariat.history;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Says whether an answer that was observed is legal, and in which states the object may be after it; see {@link Model#judging}.
 *
 * @param <S> the type of the states
 * @param <O> the type of the operations
 * @param <R> the type of the results
 */
@FunctionalInterface
public interface Judge<S, O, R extends @Nullable Object> {
    /**
     * Judges an answer.
     *
     * @param state before the operation
     * @param observed the answer; where it is unknown, all that is possible is asked for
     * @return the states in which the object may be then; none if the operation cannot be answered like this in this state
     */
    Collection<? extends S> next(S state, O operation, Response<R> observed);
}
