package dev.secretariat.simulation;

/** Thrown in place of a step, where {@link Faults#failingSteps} asks for it. */
@SuppressWarnings("serial") // not meant to be serialized
public final class InjectedFailureException extends RuntimeException {
    InjectedFailureException(String message) {
        super(message);
    }
}
