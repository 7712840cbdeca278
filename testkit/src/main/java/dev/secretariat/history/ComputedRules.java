package dev.secretariat.history;

import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A model that knows what comes of an operation. */
record ComputedRules<S, O, R extends @Nullable Object>(BiFunction<S, O, Next<S, R>> next) implements Rules<S, O, R> {
    @Override
    public List<S> after(S state, Operation<O, R> operation) {
        S after = next(state, operation).stateAfter(operation.response());
        return after == null ? List.of() : List.of(after);
    }

    @Override
    public String expected(S state, Operation<O, R> operation) {
        return next(state, operation).toString();
    }

    private Next<S, R> next(S state, Operation<O, R> operation) {
        Next<S, R> found;
        try {
            found = next.apply(state, operation.operation());
        } catch (Throwable failure) {
            throw new FaultyModelException(operation, "throws " + Texts.of(failure), state, failure);
        }
        if (found == null) throw new FaultyModelException(operation, "returns null", state, null);
        return found;
    }
}
