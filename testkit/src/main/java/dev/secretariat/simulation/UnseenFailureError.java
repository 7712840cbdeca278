package dev.secretariat.simulation;

import java.util.Set;

/** A task has failed and nobody has looked at its outcome. The cause is what it threw. */
@SuppressWarnings("serial") // not meant to be serialized
public final class UnseenFailureError extends SimulationError {
    private final transient String task;

    UnseenFailureError(String task, Throwable cause) {
        super("task '" + task + "' has failed, and nobody has looked at it: " + Words.of(cause), cause);
        this.task = task;
    }

    @Override
    Set<String> involved() {
        return Set.of(task);
    }
}
