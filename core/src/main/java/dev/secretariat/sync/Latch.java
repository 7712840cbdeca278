package dev.secretariat.sync;

import dev.secretariat.Awaitable;
import dev.secretariat.fiber.Fiber;
import dev.secretariat.impl.AwaitableEvent;
import dev.secretariat.internal.Handles;
import dev.secretariat.internal.StackReserve;
import dev.secretariat.internal.Touch;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;

/**
 * Opens once, for all, when it has been counted down: an awaitable.
 *
 * <pre>{@code
 * Latch ready = new Latch(3); // three prepare, each calls ready.countDown()
 * return Step.await(ready);   // in a step; in a fiber ready.await(fiber), on a thread ready.await()
 * }</pre>
 *
 * <p>Thread-safe. What was done before each of the calls that counted it down happens-before whatever sees it open. No method blocks but
 * {@link #await()} and its like for threads.
 */
public final class Latch extends AwaitableEvent {
    private static final VarHandle COUNT = Handles.field(MethodHandles.lookup(), "count", int.class);

    private volatile int count;

    /**
     * Creates a latch.
     *
     * @param count how often it has to be counted down; with zero it is open
     */
    public Latch(int count) {
        if (count < 0) throw new IllegalArgumentException("count is negative: " + count);
        this.count = count;
        if (count == 0) closeAndWake();
    }

    /** Counts down; the last time opens it, and wakes all that wait. Does nothing to one that is open. */
    public void countDown() {
        StackReserve.requireTwice(); // one that was not woken would not be woken later
        Touch.writes(this);
        for (int now = count; now > 0; now = count) {
            if (!COUNT.compareAndSet(this, now, now - 1)) continue;
            if (now == 1) closeAndWake();
            return;
        }
    }

    /** Returns whether it is open. */
    public boolean isOpen() {
        Touch.reads(this);
        return count == 0; // as count() says; those who wait are woken right after that
    }

    /** Returns how often it has yet to be counted down; out of date as soon as it is known. */
    public int count() {
        Touch.reads(this);
        return count;
    }

    /**
     * Waits in a fiber until it is open.
     *
     * @param fiber whose body calls
     * @throws java.util.concurrent.CancellationException if the fiber is asked to cancel
     */
    public void await(Fiber fiber) {
        Objects.requireNonNull(fiber, "fiber");
        while (!isOpen()) fiber.await(this);
    }

    /**
     * Blocks the calling thread, which runs no tasks, until it is open.
     *
     * @throws InterruptedException if the thread is interrupted before or while it waits
     */
    public void await() throws InterruptedException {
        Awaitable.block(this);
    }

    /**
     * As {@link #await()}, but not for ever.
     *
     * @param timeout how long at most, in real time
     * @throws InterruptedException if the thread is interrupted before or while it waits
     * @throws TimeoutException if the time ran out
     */
    public void await(Duration timeout) throws InterruptedException, TimeoutException {
        Awaitable.block(this, timeout);
    }

    @Override
    public String toString() {
        return isOpen() ? "latch, open" : "latch, " + count + " to go";
    }
}
