package dev.secretariat.simulation;

/** A run has come to its limit of steps: says who took the last ones. */
@SuppressWarnings("serial") // not meant to be serialized
public final class LivelockError extends SimulationError {
    LivelockError(String message) {
        super(message, null);
    }
}
