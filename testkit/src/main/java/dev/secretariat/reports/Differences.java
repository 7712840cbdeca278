package dev.secretariat.reports;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.MultipleFailuresError;

/** Finds what an assertion has expected, below whatever has wrapped its failure. */
public final class Differences {
    /** Deeper causes are not looked at: few failures are wrapped so often, and a chain of causes may be a circle. */
    private static final int MAX_DEPTH = 10;

    private Differences() {}

    /**
     * Returns the first that tells what it expected and what there was; of several assertions that were made together,
     * too.
     */
    public static @Nullable AssertionFailedError first(Throwable failure) {
        return first(failure, MAX_DEPTH);
    }

    private static @Nullable AssertionFailedError first(@Nullable Throwable failure, int deepest) {
        if (failure == null || deepest == 0) return null;
        if (failure instanceof AssertionFailedError found && found.isExpectedDefined() && found.isActualDefined()) {
            return found;
        }
        List<Throwable> parts = failure instanceof MultipleFailuresError several ? several.getFailures() : List.of();
        for (Throwable part : parts) {
            AssertionFailedError found = first(part, deepest - 1);
            if (found != null) return found;
        }
        return first(failure.getCause(), deepest - 1);
    }
}
