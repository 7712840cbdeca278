package dev.secretariat;

/**
 * Receives the failures that nobody else would see.
 *
 * <p>These are the failure of a task at whose outcome nobody has looked within one second of its end, or before its
 * scheduler terminated; a failure that ended delayed or periodic work of the executor view, if nobody has read its
 * future by then; and what {@link Task#onCancel}, {@link Awaitable#deregister} or a waker at the task's end threw. Each
 * is reported once. The default handler logs them as errors through SLF4J.
 */
@FunctionalInterface
public interface FailureHandler {
    /**
     * Handles a failure, on whichever thread finds it: a worker, the timers' thread, or one that closes the scheduler,
     * or wakes or cancels the task. Must be thread-safe and must not block. What it throws is logged and has no other effect.
     *
     * @param task the task concerned
     * @param failure what was thrown
     */
    void handle(TaskHandle<?> task, Throwable failure);
}
