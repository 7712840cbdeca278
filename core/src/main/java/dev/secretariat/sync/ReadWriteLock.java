package dev.secretariat.sync;

import dev.secretariat.Worker;
import dev.secretariat.fiber.Fiber;
import dev.secretariat.internal.Touch;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A lock that many may hold to read, or one to write.
 *
 * <p>First in, first out: readers that come after a writer who waits, wait behind it, so neither kind starves the other. Not
 * reentrant, and what is held to read is not turned into the other: give it back and ask anew. One that leaves the line, as its task is
 * cancelled or its time is up, leaves nothing behind.
 *
 * <p>Thread-safe. What was done while it was held to write happens-before what is done by all that hold it later, and what was done while it was
 * held to read, before what the next writer does. No method blocks but those for threads.
 */
public final class ReadWriteLock extends Keeper {
    // As permits: a reader takes one, a writer all.
    private static final int READ = 1;
    private static final int WRITE = Integer.MAX_VALUE;

    /** Creates a lock that nobody holds. */
    public ReadWriteLock() {
        super("read-write lock", WRITE);
    }

    // ---- Without waiting ----

    /** Takes it to read, if nobody writes or waits; otherwise returns null. */
    public @Nullable Hold tryRead() {
        return tryTake(READ, Thread.currentThread());
    }

    /** Takes it to write, if nobody holds it; otherwise returns null. */
    public @Nullable Hold tryWrite() {
        return tryTake(WRITE, Thread.currentThread());
    }

    // ---- In steps ----

    /**
     * Asks for it, to read; see {@link Hold} for what a step does with that.
     *
     * @param worker whose step it is
     */
    public Hold requestRead(Worker worker) {
        Objects.requireNonNull(worker, "worker");
        return request(READ, worker.task());
    }

    /**
     * Asks for it, to write; see {@link Hold} for what a step does with that.
     *
     * @param worker whose step it is
     */
    public Hold requestWrite(Worker worker) {
        Objects.requireNonNull(worker, "worker");
        return request(WRITE, worker.task());
    }

    // ---- In fibers ----

    /**
     * Takes it to read; waits for it in line.
     *
     * @param fiber whose body calls
     * @throws java.util.concurrent.CancellationException if the fiber is asked to cancel while it waits
     */
    public Hold read(Fiber fiber) {
        Objects.requireNonNull(fiber, "fiber");
        Touch.approaches();
        return await(request(READ, fiber.worker().task()), fiber);
    }

    /**
     * Takes it to write; waits for it in line.
     *
     * @param fiber whose body calls
     * @throws java.util.concurrent.CancellationException if the fiber is asked to cancel while it waits
     */
    public Hold write(Fiber fiber) {
        Objects.requireNonNull(fiber, "fiber");
        Touch.approaches();
        return await(request(WRITE, fiber.worker().task()), fiber);
    }

    // ---- On threads that run no tasks ----

    /**
     * Takes it to read; blocks the calling thread until it has it.
     *
     * @throws InterruptedException if the thread is interrupted before or while it waits
     */
    public Hold read() throws InterruptedException {
        return await(request(READ, Thread.currentThread()));
    }

    /**
     * As {@link #read()}, but not for ever.
     *
     * @param timeout how long at most, in real time
     * @throws InterruptedException if the thread is interrupted before or while it waits
     * @throws TimeoutException if the time ran out
     */
    public Hold read(Duration timeout) throws InterruptedException, TimeoutException {
        Objects.requireNonNull(timeout, "timeout");
        return await(request(READ, Thread.currentThread()), timeout);
    }

    /**
     * Takes it to write; blocks the calling thread until it has it.
     *
     * @throws InterruptedException if the thread is interrupted before or while it waits
     */
    public Hold write() throws InterruptedException {
        return await(request(WRITE, Thread.currentThread()));
    }

    /**
     * As {@link #write()}, but not for ever.
     *
     * @param timeout how long at most, in real time
     * @throws InterruptedException if the thread is interrupted before or while it waits
     * @throws TimeoutException if the time ran out
     */
    public Hold write(Duration timeout) throws InterruptedException, TimeoutException {
        Objects.requireNonNull(timeout, "timeout");
        return await(request(WRITE, Thread.currentThread()), timeout);
    }

    // ---- Reports ----

    /** Returns how many hold it to read; out of date as soon as it is known. */
    public int readers() {
        int free = line.permits();
        return free == 0 ? 0 : WRITE - free;
    }

    /** Returns whether somebody holds it to write; out of date as soon as it is known. */
    public boolean isWritten() {
        return line.permits() == 0;
    }

    /** Returns how many wait in line; out of date as soon as it is known. */
    public int waiting() {
        return line.waiting();
    }
}
