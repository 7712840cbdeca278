package dev.secretariat.history;

import dev.secretariat.reports.Story;
import org.opentest4j.AssertionFailedError;

/**
 * A history is not what the model allows, or it was given up to find out. The message tells which operations fit in an order, what cannot
 * come next and why, and shows who overlaps whom. In a simulation, two runs that fail by a verdict of the same kind count as failing in the same way.
 */
@SuppressWarnings("serial") // not meant to be serialized
public final class HistoryFailure extends AssertionFailedError implements Story {
    private final transient Verdict verdict;

    HistoryFailure(Verdict verdict) {
        super(verdict.toString());
        this.verdict = verdict;
    }

    /** Returns what was found. */
    public Verdict verdict() {
        return verdict;
    }

    @Override
    public String symptom() {
        return verdict.symptom();
    }
}
