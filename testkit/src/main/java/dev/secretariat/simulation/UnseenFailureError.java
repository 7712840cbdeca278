package dev.secretariat.simulation;

/** A task has failed and nobody has looked at its outcome. The cause is what it threw. */
@SuppressWarnings("serial") // not meant to be serialized
public final class UnseenFailureError extends SimulationError {
    UnseenFailureError(String task, Throwable cause) {
        super("task '" + task + "' has failed, and nobody has looked at it: " + cause, cause);
    }
}
