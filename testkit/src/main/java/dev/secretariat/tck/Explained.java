package dev.secretariat.tck;

import org.opentest4j.AssertionFailedError;

/** Failures that say which rule is broken, what was seen, and where to look. */
final class Explained {
    private Explained() {}

    /** Returns a failure that tells of another one by the rule that it shows to be broken. */
    static AssertionFailedError by(Rule rule, Throwable failure) {
        String message = "Rule " + rule + ": " + rule.sentence() + "\n  seen: " + failure + "\n  look: " + rule.hint();
        AssertionFailedError told = failure instanceof AssertionFailedError failed && failed.isExpectedDefined()
                ? new AssertionFailedError(message, failed.getExpected(), failed.getActual(), failure)
                : new AssertionFailedError(message, failure);
        told.setStackTrace(failure.getStackTrace());
        return told;
    }
}
