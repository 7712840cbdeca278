package dev.secretariat.sync;

import dev.secretariat.Worker;
import dev.secretariat.fiber.Fiber;
import dev.secretariat.internal.Touch;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A lock that is held by one at a time, over steps and waits.
 *
 * <pre>{@code
 * Mutex till = new Mutex();
 * try (Hold held = till.lock(fiber)) {
 *     balance = fiber.await(bank.ask()); // the others wait in line, and hold no thread
 * }
 * }</pre>
 *
 * <p>First in, first out, and not reentrant: whoever asks for what they hold themselves gets an IllegalStateException. One that
 * leaves the line, as its task is cancelled or its time is up, leaves nothing behind. Reports know who holds it.
 *
 * <p>Thread-safe. What was done while it was held happens-before what the next one does that holds it. No method blocks but
 * {@link #lock()} and its like for threads.
 */
public final class Mutex extends Keeper {
    /** Creates a mutex that nobody holds. */
    public Mutex() {
        this("mutex");
    }

    /**
     * Creates a mutex that nobody holds, and names it: where a task needs several, a report is to tell them apart.
     *
     * @param name what reports call it
     */
    public Mutex(String name) {
        super(Objects.requireNonNull(name, "name"), 1);
    }

    /** Takes it, if nobody holds it or waits for it; otherwise returns null. The calling thread counts as the one that asks. */
    public @Nullable Hold tryLock() {
        return tryTake(1, Thread.currentThread());
    }

    /**
     * Asks for it, in a step; see {@link Hold} for what that does with it.
     *
     * @param worker whose step it is
     * @throws IllegalStateException if the worker's task holds it
     */
    public Hold request(Worker worker) {
        Objects.requireNonNull(worker, "worker");
        return requestOnce(worker.task());
    }

    /**
     * Takes it, in a fiber; waits for it in line.
     *
     * @param fiber whose body calls
     * @throws IllegalStateException if the fiber's task holds it
     * @throws java.util.concurrent.CancellationException if the fiber is asked to cancel while it waits
     */
    public Hold lock(Fiber fiber) {
        Objects.requireNonNull(fiber, "fiber");
        Touch.approaches();
        return await(requestOnce(fiber.worker().task()), fiber);
    }

    /**
     * Takes it; blocks the calling thread until it has it. For threads that run no tasks: a step would block its worker.
     *
     * @throws IllegalStateException if the thread holds it
     * @throws InterruptedException if the thread is interrupted before or while it waits
     */
    public Hold lock() throws InterruptedException {
        return await(requestOnce(Thread.currentThread()));
    }

    /**
     * As {@link #lock()}, but not for ever.
     *
     * @param timeout how long at most, in real time
     * @throws IllegalStateException if the thread holds it
     * @throws InterruptedException if the thread is interrupted before or while it waits
     * @throws TimeoutException if the time ran out
     */
    public Hold lock(Duration timeout) throws InterruptedException, TimeoutException {
        Objects.requireNonNull(timeout, "timeout");
        return await(requestOnce(Thread.currentThread()), timeout);
    }

    private Hold requestOnce(Object owner) {
        Hold taken = tryTake(1, owner);
        if (taken != null) return taken;
        if (owner.equals(stock.holder())) {
            throw new IllegalStateException(
                    Stock.describe(owner)
                            + " holds this mutex already, and it is not reentrant: pass the Hold on to what needs it, or close it first");
        }
        return request(1, owner);
    }

    /** Returns whether somebody holds it; out of date as soon as it is known. */
    public boolean isHeld() {
        return line.permits() == 0;
    }

    /** Returns how many wait in line, for reports; out of date as soon as it is known. */
    public int waiting() {
        return line.waiting();
    }
}
