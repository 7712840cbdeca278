package dev.secretariat.history;

import java.util.function.Function;

/** Which part of an object an operation is about. */
record Keys<O>(Function<? super O, ?> key) {
    Object of(Operation<O, ?> operation) {
        Object found;
        try {
            found = key.apply(operation.operation());
        } catch (Throwable failure) {
            throw new FaultyModelException("the key of '" + operation + "' throws " + Texts.of(failure), failure);
        }
        if (found == null) throw new FaultyModelException("the key of '" + operation + "' is null", null);
        return found;
    }
}
