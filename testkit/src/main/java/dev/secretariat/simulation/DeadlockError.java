package dev.secretariat.simulation;

import java.util.Set;

/** Nothing is ready and no deadline is pending, and yet somebody waits: says who waits for what. */
@SuppressWarnings("serial") // not meant to be serialized
public final class DeadlockError extends SimulationError {
    private final transient Set<String> involved;

    DeadlockError(String message, Set<String> involved) {
        super(message, null);
        this.involved = involved;
    }

    @Override
    Set<String> involved() {
        return involved;
    }
}
