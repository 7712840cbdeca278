package dev.secretariat.tck;

/** What a scheduler may do without; tests that need it are then skipped, and say so. */
public enum Feature {
    /** Sleeps, delays and deadlines. */
    TIMERS,
    /** Fork and join. */
    FORKS,
    /** The bound that {@code fairnessBound()} promises, if it promises one. */
    FAIRNESS,
    /** {@code asExecutorService()}. */
    EXECUTOR_VIEW,
    /** One worker, which runs tasks in the order in which they became ready: not assumed of a scheduler, but promised. */
    ONE_LINE,
    /** Calls from threads that run none of its steps, beside the thread that waits for it. */
    FOREIGN_THREADS
}
