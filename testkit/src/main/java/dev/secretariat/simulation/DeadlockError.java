package dev.secretariat.simulation;

/** Nothing is ready, no time will come, and yet somebody waits: says who waits for what. */
@SuppressWarnings("serial") // not meant to be serialized
public final class DeadlockError extends SimulationError {
    DeadlockError(String message) {
        super(message, null);
    }
}
