package dev.secretariat;

import java.util.Objects;

/** Thrown to those who ask for the value of a task that failed; the cause is what the task threw. */
public final class TaskFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * For a failure.
     *
     * @param cause what the task threw
     */
    public TaskFailedException(Throwable cause) {
        super("the task failed: " + Objects.requireNonNull(cause, "cause"), cause);
    }
}
