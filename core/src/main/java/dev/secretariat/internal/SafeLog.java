package dev.secretariat.internal;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The one way to the log. It never throws, whatever loggers, messages and memory do: it is called where a
 * failure has just been caught, and what comes out of such a place ends a thread or loses a task.
 *
 * <p>What cannot be printed, as an exception whose {@code getMessage()} throws, is told by the names of classes
 * alone; what cannot be told at all is dropped. Only a caller that has no stack left for the call itself sees
 * a StackOverflowError.
 *
 * <p>Its methods have no varargs: the caller would make the array, outside the guard. For the same reason an
 * argument is an object whose {@code toString()} does the work, not the text.
 */
public final class SafeLog {
    // Looked up here: where there is no memory, the first look at a class may fail, outside the guard.
    private static final Level ERROR = Level.ERROR;
    private static final Level WARN = Level.WARN;
    private static final Level DEBUG = Level.DEBUG;

    private final Logger logger;

    SafeLog(Logger logger) {
        this.logger = logger;
    }

    /** Makes the log of a class. */
    public static SafeLog of(Class<?> type) {
        return new SafeLog(LoggerFactory.getLogger(type));
    }

    /** Makes a log with a name of its own. */
    public static SafeLog named(String name) {
        return new SafeLog(LoggerFactory.getLogger(name));
    }

    /** Logs something that went wrong, and why. */
    public void error(String text, Throwable failure) {
        log(ERROR, text, null, null, failure);
    }

    /** As {@link #error(String, Throwable)}; the text has a place for an argument. */
    public void error(String text, Object argument, Throwable failure) {
        log(ERROR, text, argument, null, failure);
    }

    /** As {@link #error(String, Throwable)}; the text has places for two arguments. */
    public void error(String text, Object first, Object second, Throwable failure) {
        log(ERROR, text, first, second, failure);
    }

    /** Logs something that may be wrong; the text has places for two arguments. */
    public void warn(String text, Object first, Object second) {
        log(WARN, text, first, second, null);
    }

    /** As {@link #warn(String, Object, Object)}, and why. */
    public void warn(String text, Object first, Object second, Throwable failure) {
        log(WARN, text, first, second, failure);
    }

    /** Logs what only a search for a mistake needs; the text has a place for an argument. */
    public void debug(String text, Object argument) {
        log(DEBUG, text, argument, null, null);
    }

    /** As {@link #debug(String, Object)}, and why. */
    public void debug(String text, Object argument, Throwable failure) {
        log(DEBUG, text, argument, null, failure);
    }

    private void log(
            Level level, String text, @Nullable Object first, @Nullable Object second, @Nullable Throwable failure) {
        try {
            write(level, text, first, second, failure);
        } catch (Throwable unprintable) {
            logNames(level, text, first, second, failure, unprintable);
        }
    }

    private void logNames(
            Level level,
            String text,
            @Nullable Object first,
            @Nullable Object second,
            @Nullable Throwable failure,
            Throwable unprintable) {
        try {
            String why = failure == null ? "" : " (" + failure.getClass().getName() + ")";
            String threw = unprintable.getClass().getName();
            String told = text + why + "; more cannot be printed: that threw a " + threw;
            write(level, told, Texts.of(first), Texts.of(second), null);
        } catch (Throwable noWay) {
            // Nothing is left that could tell. What goes on matters more.
        }
    }

    /** Writes a report; more arguments than the text has places for are ignored, but for a throwable at the end. */
    private void write(
            Level level, String text, @Nullable Object first, @Nullable Object second, @Nullable Throwable failure) {
        if (level == ERROR) logger.error(text, first, second, failure);
        else if (level == WARN) logger.warn(text, first, second, failure);
        else logger.debug(text, first, second, failure);
    }
}
