package dev.secretariat.simulation;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a simulation has found wrong with the program that it runs. An AssertionError: it fails the test. */
@SuppressWarnings("serial") // not meant to be serialized
public abstract class SimulationError extends AssertionError {
    SimulationError(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Returns whom it is about, in words; by these, two findings are taken for the same. */
    Set<String> involved() {
        return Set.of();
    }
}
