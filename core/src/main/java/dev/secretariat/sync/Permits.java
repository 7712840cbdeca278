package dev.secretariat.sync;

import dev.secretariat.Worker;
import dev.secretariat.fiber.Fiber;
import dev.secretariat.internal.StackReserve;
import dev.secretariat.internal.Touch;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A number of permits, for what at most so many may use at a time: a counting semaphore.
 *
 * <pre>{@code
 * Permits desks = new Permits(3);
 * try (Hold desk = desks.acquire(fiber)) { // at most three at a time
 *     ...
 * }
 * }</pre>
 *
 * <p>First in, first out: nobody passes one who waits, not even with a request that would fit where theirs does not. One that
 * leaves the line, as its task is cancelled or its time is up, leaves nothing behind.
 *
 * <p>Thread-safe. What was done before permits were given back or {@linkplain #add added} happens-before what is done by whoever takes
 * them. No method blocks but {@link #acquire()} and its like for threads. Whoever gives permits back wakes those that can go on,
 * perhaps for others too that do so at the same moment.
 */
public final class Permits extends Keeper {
    /**
     * Creates permits.
     *
     * @param permits how many, zero or more
     */
    public Permits(int permits) {
        super("permits", notNegative(permits));
    }

    private static int notNegative(int permits) {
        if (permits < 0) throw new IllegalArgumentException("permits is negative: " + permits);
        return permits;
    }

    private static int positive(int permits) {
        if (permits < 1) throw new IllegalArgumentException("permits is less than one: " + permits);
        return permits;
    }

    // ---- Without waiting ----

    /** Takes one permit, if there is one and nobody waits for any; otherwise returns null. */
    public @Nullable Hold tryAcquire() {
        return tryAcquire(1);
    }

    /**
     * Takes permits, if there are enough and nobody waits for any; otherwise returns null. While one that has left the line is taken out
     * of it, on another thread, it may seem to wait still.
     *
     * @param permits how many, one or more
     */
    public @Nullable Hold tryAcquire(int permits) {
        return tryTake(positive(permits), Thread.currentThread());
    }

    // ---- In steps ----

    /**
     * Asks for one permit; see {@link Hold} for what a step does with it.
     *
     * @param worker whose step it is
     */
    public Hold request(Worker worker) {
        return request(worker, 1);
    }

    /**
     * Asks for permits; see {@link Hold} for what a step does with it.
     *
     * @param worker whose step it is
     * @param permits how many, one or more
     */
    public Hold request(Worker worker, int permits) {
        Objects.requireNonNull(worker, "worker");
        return request(positive(permits), worker.task());
    }

    // ---- In fibers ----

    /**
     * Takes one permit; waits for it in line.
     *
     * @param fiber whose body calls
     * @throws java.util.concurrent.CancellationException if the fiber is asked to cancel while it waits
     */
    public Hold acquire(Fiber fiber) {
        return acquire(fiber, 1);
    }

    /**
     * Takes permits; waits for them in line.
     *
     * @param fiber whose body calls
     * @param permits how many, one or more
     * @throws java.util.concurrent.CancellationException if the fiber is asked to cancel while it waits
     */
    public Hold acquire(Fiber fiber, int permits) {
        Objects.requireNonNull(fiber, "fiber");
        int asked = positive(permits);
        Touch.approaches();
        return await(request(asked, fiber.worker().task()), fiber);
    }

    // ---- On threads that run no tasks ----

    /**
     * Takes one permit; blocks the calling thread until it has it. Not for steps, whose worker would be blocked.
     *
     * @throws InterruptedException if the thread is interrupted before or while it waits
     */
    public Hold acquire() throws InterruptedException {
        return await(request(1, Thread.currentThread()));
    }

    /**
     * As {@link #acquire()}, but not for ever.
     *
     * @param timeout how long at most, in real time
     * @throws InterruptedException if the thread is interrupted before or while it waits
     * @throws TimeoutException if the time ran out
     */
    public Hold acquire(Duration timeout) throws InterruptedException, TimeoutException {
        Objects.requireNonNull(timeout, "timeout");
        return await(request(1, Thread.currentThread()), timeout);
    }

    // ---- All ----

    /**
     * Adds permits, which nobody has held.
     *
     * @param permits how many, one or more
     * @throws IllegalStateException if there would be more than an int can count
     */
    public void add(int permits) {
        int added = positive(permits);
        StackReserve.requireTwice(); // once they are there, those who wait for them are to be told
        line.give(added);
    }

    /** Returns how many permits nobody holds; out of date as soon as it is known. */
    public int available() {
        return line.permits();
    }

    /** Returns how many requests wait, for reports; out of date as soon as it is known. */
    public int waiting() {
        return line.waiting();
    }

    /** Returns what reports call it. */
    @Override
    public String toString() {
        return "permits: " + line;
    }
}
