package dev.secretariat.history;

import org.jspecify.annotations.Nullable;

/**
 * A model has thrown, has returned null, or has changed a state: says at which operation, in which state. Nothing is said of the history;
 * correct the model. Its cause is what the model has thrown.
 */
@SuppressWarnings("serial") // not meant to be serialized
public final class FaultyModelException extends RuntimeException {
    FaultyModelException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    FaultyModelException(Operation<?, ?> operation, String what, Object state, @Nullable Throwable cause) {
        super("at '" + operation + "' in the state " + Texts.of(state) + ", the model " + what, cause);
    }
}
