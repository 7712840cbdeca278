package dev.secretariat;

import dev.secretariat.internal.Texts;
import java.util.Objects;

/**
 * Thrown to those who ask for the value of a task that failed; the cause is what the task threw. The message
 * names the task, and where a task failed because of another's failure, each in turn.
 */
public final class TaskFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * For a failure.
     *
     * @param who what failed, as the first words of the message
     * @param cause what it threw
     */
    public TaskFailedException(String who, Throwable cause) {
        super(
                Objects.requireNonNull(who, "who") + " failed: " + inWords(Objects.requireNonNull(cause, "cause")),
                cause);
    }

    private static String inWords(Throwable cause) {
        return cause instanceof TaskFailedException ? String.valueOf(cause.getMessage()) : Texts.of(cause);
    }
}
