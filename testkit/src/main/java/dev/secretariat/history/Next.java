package dev.secretariat.history;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What comes of an operation in a state: the next state, and how the call is answered. Immutable.
 *
 * @param <S> the type of the states
 * @param <R> the type of the results
 */
public final class Next<S, R extends @Nullable Object> {
    /** How the call is answered, as far as a model knows beforehand. */
    private sealed interface Answer<R extends @Nullable Object> {
        boolean fits(Response<R> observed);

        String inWords();
    }

    private record Returns<R extends @Nullable Object>(R result) implements Answer<R> {
        @Override
        public boolean fits(Response<R> observed) {
            return observed.mayBe(result);
        }

        @Override
        public String inWords() {
            return "it returns " + Texts.of(result);
        }
    }

    /** There is one result, or none. */
    private record Ends<R extends @Nullable Object>() implements Answer<R> {
        @Override
        public boolean fits(Response<R> observed) {
            return observed.isUnknown() || observed instanceof Finished<?> || isNull(observed);
        }

        private static boolean isNull(Response<?> observed) {
            return observed instanceof Returned<?> returned && returned.result() == null;
        }

        @Override
        public String inWords() {
            return "it returns";
        }
    }

    private record Throws<R extends @Nullable Object>(Class<? extends Throwable> type) implements Answer<R> {
        @Override
        public boolean fits(Response<R> observed) {
            return observed.mayBeThrown(type);
        }

        @Override
        public String inWords() {
            return "it throws " + type.getName();
        }
    }

    private record Blocks<R extends @Nullable Object>() implements Answer<R> {
        @Override
        public boolean fits(Response<R> observed) {
            return false;
        }

        @Override
        public String inWords() {
            return "it waits";
        }
    }

    private final @Nullable S state;
    private final Answer<R> answer;

    private Next(@Nullable S state, Answer<R> answer) {
        this.state = state;
        this.answer = answer;
    }

    /**
     * The object is in this state, and the call returns this.
     *
     * @param state the next one; never the old one, changed
     * @param result compared by equals, and arrays by their elements
     */
    public static <S, R extends @Nullable Object> Next<S, R> of(S state, R result) {
        return new Next<>(Objects.requireNonNull(state, "state"), new Returns<>(result));
    }

    /** The object is in this state, and the call returns without a result, or null. */
    public static <S, R extends @Nullable Object> Next<S, R> of(S state) {
        return new Next<>(Objects.requireNonNull(state, "state"), new Ends<>());
    }

    /**
     * The object is in this state, and the call throws.
     *
     * @param type what is thrown is an instance of
     */
    public static <S, R extends @Nullable Object> Next<S, R> throwing(S state, Class<? extends Throwable> type) {
        return new Next<>(Objects.requireNonNull(state, "state"), new Throws<>(Objects.requireNonNull(type, "type")));
    }

    /** The call cannot come in this state: it waits, as one that takes from an empty queue, until another has changed the state. */
    public static <S, R extends @Nullable Object> Next<S, R> blocked() {
        return new Next<>(null, new Blocks<>());
    }

    /** Returns the next state, if the call may have been answered like this; else null. */
    @Nullable
    S stateAfter(Response<R> observed) {
        return answer.fits(observed) ? state : null;
    }

    /** Returns how the call is answered, in words. */
    @Override
    public String toString() {
        return answer.inWords();
    }
}
