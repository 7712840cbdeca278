package dev.secretariat.fiber;

import dev.secretariat.Step;
import dev.secretariat.Worker;

/** A running body as it sees itself, from its own thread. */
interface BodySide {
    /** Checks that the body's thread calls, while the body runs. */
    void checkThread();

    /** Checks that the body may wait here. */
    void checkMayWait();

    /** Stands still, after {@link #checkMayWait}, until the next step; then the task may have been asked to cancel, and this throws. */
    void suspend(Step<?> step);

    /** Returns the worker of the running step. */
    Worker current();

    /** Returns whether the task has been asked to cancel. */
    boolean isCancelled();

    /** Returns whether a request to cancel ends no wait. */
    boolean isShielded();

    /** Begins a section in which that is so. */
    void shield();

    /** Ends the innermost of these sections. */
    void unshield();
}
