package dev.secretariat.simulation;

/** Two runs with the same seed differ: says where they begin to. */
@SuppressWarnings("serial") // not meant to be serialized
public final class NondeterminismError extends SimulationError {
    NondeterminismError(String message) {
        super(message, null);
    }
}
