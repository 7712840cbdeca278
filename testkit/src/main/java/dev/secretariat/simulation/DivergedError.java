package dev.secretariat.simulation;

/** The program has not done what it did in the run whose schedule is replayed. */
@SuppressWarnings("serial") // not meant to be serialized
public final class DivergedError extends SimulationError {
    DivergedError(String message) {
        super(message, null);
    }
}
