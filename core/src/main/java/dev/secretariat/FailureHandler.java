package dev.secretariat;

/**
 * Receives the failures that nobody else would see.
 *
 * <p>These are the failure of a task that no one has waited for, joined or asked within one second of
 * its end, or until its scheduler terminated; and what {@link Task#onCancel} or {@link
 * Awaitable#deregister} threw. Each is reported once. The default handler logs them as errors through
 * SLF4J.
 */
@FunctionalInterface
public interface FailureHandler {
    /**
     * Called on a thread of the scheduler; must be thread-safe and should not block. What it throws is
     * logged.
     *
     * @param task the task concerned
     * @param failure what was thrown
     */
    void handle(TaskHandle<?> task, Throwable failure);
}
