package dev.secretariat;

import dev.secretariat.internal.Texts;
import java.util.Objects;

/**
 * Thrown to those who ask for the value of a task that failed; the cause is what the task threw. The message
 * names the task, and where a task failed because of another's failure, each in turn; of a long chain it
 * names the last few, and tells what the first of them threw.
 */
public final class TaskFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** How many tasks are named: without a limit each message would quote all those before it. */
    private static final int MAX_NAMED = 5;

    /** How many characters are told of what the first has thrown, where the chain is long. */
    private static final int MAX_LENGTH = 500;

    private final String who;

    /** How many failures this one passes on, its own included. */
    private final int length;

    /** What the first of them was, in words. */
    private final String origin;

    /**
     * Creates an exception for a failure.
     *
     * @param who what failed, as the first words of the message
     * @param cause what it threw
     */
    public TaskFailedException(String who, Throwable cause) {
        super(message(who, cause), cause);
        this.who = who;
        boolean passedOn = cause instanceof TaskFailedException;
        this.length = passedOn ? ((TaskFailedException) cause).length + 1 : 1;
        this.origin = passedOn ? shortened(((TaskFailedException) cause).origin) : Texts.of(cause);
    }

    private static String message(String who, Throwable cause) {
        Objects.requireNonNull(who, "who");
        Objects.requireNonNull(cause, "cause");
        StringBuilder message = new StringBuilder(who).append(" failed: ");
        Throwable next = cause;
        for (int named = 1; next instanceof TaskFailedException failed; named++, next = failed.getCause()) {
            if (named == MAX_NAMED) {
                return message.append("after ")
                        .append(failed.length)
                        .append(" others, the first of which failed: ")
                        .append(shortened(failed.origin))
                        .toString();
            }
            message.append(failed.who).append(" failed: ");
        }
        return message.append(Texts.of(Objects.requireNonNull(next))).toString();
    }

    private static String shortened(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...";
    }
}
