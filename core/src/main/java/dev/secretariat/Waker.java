package dev.secretariat;

/**
 * Makes one waiting task ready again.
 *
 * <p>An {@link Awaitable} receives a waker in {@link Awaitable#register} and calls {@link #wake()}
 * when its condition may hold.
 */
@FunctionalInterface
public interface Waker {
    /**
     * Makes the waiting task ready; it then checks again what it waits for, so a spurious wake
     * does no harm. What this thread wrote before the call happens-before the task's next step.
     *
     * <p>Idempotent, legal from any thread, also from inside {@link Awaitable#register}; never
     * blocks, never runs a step in the caller, and must not throw.
     */
    void wake();
}
