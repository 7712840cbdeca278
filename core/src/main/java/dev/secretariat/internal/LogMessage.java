package dev.secretariat.internal;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A message of the log: who tells it, how grave it is, and its text. The one way to the log. To write it never throws,
 * whatever loggers, arguments and memory do: it is done where a failure has just been caught, and what comes out of such a
 * place ends a thread or loses a task.
 *
 * <p>What cannot be printed, as an exception whose {@code getMessage()} throws, is told by the names of classes
 * alone; what cannot be told at all is dropped. Only a caller that has no stack left for the call itself sees
 * a StackOverflowError.
 *
 * <p>It is a constant of the class that writes it, since a literal needs memory where it is come to for the first time, and
 * that would be outside the guard. For the same reason there are no varargs, whose array the caller would make, and
 * an argument is an object whose {@code toString()} does the work, not the text.
 */
public final class LogMessage {
    private final Logger logger;
    private final Level level;
    private final String text;

    LogMessage(Logger logger, Level level, String text) {
        this.logger = logger;
        this.level = level;
        this.text = text;
    }

    /**
     * Makes one that says what went wrong.
     *
     * @param type who tells it
     * @param text with a place, <code>{}</code>, for each argument
     */
    public static LogMessage error(Class<?> type, String text) {
        return error(type.getName(), text);
    }

    /** As {@link #error(Class, String)}, told by a logger with a name of its own. */
    public static LogMessage error(String logger, String text) {
        return new LogMessage(LoggerFactory.getLogger(logger), Level.ERROR, text);
    }

    /** As {@link #error(Class, String)}, of what may be wrong. */
    public static LogMessage warn(Class<?> type, String text) {
        return new LogMessage(LoggerFactory.getLogger(type), Level.WARN, text);
    }

    /** As {@link #error(Class, String)}, of what only a search for a mistake needs. */
    public static LogMessage debug(Class<?> type, String text) {
        return new LogMessage(LoggerFactory.getLogger(type), Level.DEBUG, text);
    }

    /** Writes it, and why. */
    public void log(Throwable failure) {
        log(null, null, failure);
    }

    /** Writes it with an argument. */
    public void log(Object argument) {
        log(argument, null, null);
    }

    /** Writes it with an argument, and why. */
    public void log(Object argument, Throwable failure) {
        log(argument, null, failure);
    }

    /** Writes it with two arguments. */
    public void log(Object first, Object second) {
        log(first, second, null);
    }

    /** Writes it with two arguments, or fewer, and why, if that is known. */
    public void log(@Nullable Object first, @Nullable Object second, @Nullable Throwable failure) {
        try {
            write(text, first, second, failure);
        } catch (Throwable unprintable) {
            logNames(first, second, failure, unprintable);
        }
    }

    private void logNames(
            @Nullable Object first, @Nullable Object second, @Nullable Throwable failure, Throwable unprintable) {
        try {
            String why = failure == null ? "" : " (" + failure.getClass().getName() + ")";
            String threw = unprintable.getClass().getName();
            String told = text + why + "; more cannot be printed: that threw a " + threw;
            write(told, Texts.of(first), Texts.of(second), null);
        } catch (Throwable noWay) {
            // Nothing is left that could tell. What goes on matters more.
        }
    }

    /** Writes a report; more arguments than the text has places for are ignored, but for a throwable at the end. */
    private void write(String told, @Nullable Object first, @Nullable Object second, @Nullable Throwable failure) {
        if (level == Level.ERROR) logger.error(told, first, second, failure);
        else if (level == Level.WARN) logger.warn(told, first, second, failure);
        else logger.debug(told, first, second, failure);
    }
}
