package dev.secretariat.history;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model that looks at what came of an operation. */
record JudgedRules<S, O, R extends @Nullable Object>(Judge<S, O, R> judge) implements Rules<S, O, R> {
    @Override
    public Collection<? extends S> after(S state, Operation<O, R> operation) {
        List<? extends S> states;
        try {
            states = List.copyOf(judge.next(state, operation.operation(), operation.response()));
        } catch (Throwable failure) {
            throw new FaultyModelException(operation, "throws, or returns null, " + Texts.of(failure), state, failure);
        }
        return states;
    }

    @Override
    public @Nullable String expected(S state, Operation<O, R> operation) {
        return null;
    }
}
