package dev.secretariat.internal;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Passing on what was thrown. */
public final class Throwables {
    private static final LogMessage NOT_ADDED =
            LogMessage.error(Throwables.class, "A failure could not be added to an earlier one, a {}");
    private static final LogMessage TOO_MANY =
            LogMessage.debug(Throwables.class, "A failure beside so many others is not added to them, on a {}");

    private static final LogMessage OVERFLOW =
            LogMessage.debug(Throwables.class, "A stack overflow beside another one is not added to it, a {}");

    /**
     * How many suppressed exceptions one may carry: more than anybody reads, and few enough that an instance which
     * is thrown again and again, as a constant is, does not grow for ever.
     */
    public static final int MAX_SUPPRESSED = 64;

    private static final int MAX_WRAPPERS = 64;

    private Throwables() {}

    /**
     * Throws the argument itself, checked or not; the return type lets the caller write {@code throw}.
     */
    public static RuntimeException unchecked(Throwable failure) {
        throw Throwables.<RuntimeException>sneak(failure);
    }

    // Erased: the cast does not happen.
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E sneak(Throwable failure) throws E {
        throw (E) failure;
    }

    /**
     * Adds a later failure to an earlier one, unless it is the same or has been added before. Never throws: one that
     * cannot be added, for want of memory, as the earlier one carries none, or as there are {@link #MAX_SUPPRESSED}
     * already, is logged instead.
     *
     * @return the earlier one
     */
    public static Throwable suppress(Throwable failure, Throwable later) {
        if (later == failure) return failure;
        try {
            Throwable[] before = failure.getSuppressed();
            for (Throwable other : before) {
                if (other == later) return failure;
            }
            if (before.length < MAX_SUPPRESSED) {
                failure.addSuppressed(later);
                if (failure.getSuppressed().length == before.length) notAdded(failure, later);
                return failure;
            }
        } catch (Throwable noMemory) {
            NOT_ADDED.log(failure.getClass(), later);
            return failure;
        }
        TOO_MANY.log(failure.getClass(), later);
        return failure;
    }

    /**
     * Returns what has failed, without the CompletionExceptions and ExecutionExceptions that java.util.concurrent has put around it; one
     * without a cause is itself what has failed.
     */
    public static Throwable unwrapped(Throwable failure) {
        Throwable told = failure;
        for (int depth = 0; depth < MAX_WRAPPERS; depth++) { // somebody's own may be their own causes
            Throwable cause = told.getCause();
            boolean wraps = told instanceof CompletionException || told instanceof ExecutionException;
            if (!wraps || cause == null) return told;
            told = cause;
        }
        return told;
    }

    /**
     * Tells of a failure whose earlier one was made so that it carries none. So are stack overflows that the JVM throws; and where one ends
     * a computation, each of some thousand levels may have another one, with a trace of a thousand lines.
     */
    private static void notAdded(Throwable failure, Throwable later) {
        boolean isOneOfMany = failure instanceof StackOverflowError && later instanceof StackOverflowError;
        (isOneOfMany ? OVERFLOW : NOT_ADDED).log(failure.getClass(), later);
    }
}
