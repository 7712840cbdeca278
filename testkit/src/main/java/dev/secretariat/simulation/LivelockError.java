package dev.secretariat.simulation;

import java.util.Set;

/** A run has come to its limit of steps: says who took the last ones. */
@SuppressWarnings("serial") // not meant to be serialized
public final class LivelockError extends SimulationError {
    private final transient Set<String> involved;

    LivelockError(String message, Set<String> involved) {
        super(message, null);
        this.involved = involved;
    }

    @Override
    Set<String> involved() {
        return involved;
    }
}
