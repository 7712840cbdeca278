package dev.secretariat;

/** Where a task stands, as {@link TaskHandle#state()} saw it a moment ago. */
public enum TaskState {
    /** Waits for a worker. */
    READY,
    /** A worker runs one of its steps. */
    RUNNING,
    /** Waits for an awaitable, or sleeps. */
    WAITING,
    /** Ended with a value. */
    SUCCEEDED,
    /** Ended with an exception or error. */
    FAILED,
    /** Ended by a request to cancel. */
    CANCELLED
}
