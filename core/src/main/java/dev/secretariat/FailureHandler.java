package dev.secretariat;

/**
 * Receives the failures that nobody else would see.
 *
 * <p>These are the failure of a task that no one has waited for, joined or asked within one second of
 * its end, or until its scheduler terminated; one that ended delayed or periodic work of the executor view, if nobody
 * has read its future by then; and what {@link Task#onCancel}, {@link
 * Awaitable#deregister} or a waker of the task's end threw. Each is reported once. The default handler logs them as errors through
 * SLF4J.
 */
@FunctionalInterface
public interface FailureHandler {
    /**
     * Called on whichever thread finds the failure: a worker, the timers', one that closes the scheduler or
     * wakes the task. It must be thread-safe and not block. What it throws is
     * logged, and disturbs nobody.
     *
     * @param task the task concerned
     * @param failure what was thrown
     */
    void handle(TaskHandle<?> task, Throwable failure);
}
