package dev.secretariat.cooperative;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thread at a time drive a scheduler, and others wait for the seat.
 *
 * <p>Who waits queues, then tries the seat once more before parking; who leaves frees the seat, then
 * unparks the first in the queue. Both are volatile writes followed by volatile reads, so a leaver and a
 * waiter cannot miss each other. A waiter that gives up passes a possible wake on.
 *
 * <p>A thread that takes the seat only to tidy up runs no steps, and leaves soon, as any driver does. The seat is
 * not {@link #isMine() its own} meanwhile, so nothing that it does is taken for a driver's work.
 */
final class DriversSeat {
    private static final Object TIDYING = new Object();

    /** Null, a thread, or {@link #TIDYING}. */
    private final AtomicReference<@Nullable Object> driver = new AtomicReference<>();

    private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();

    boolean isMine() {
        // Only I can have written my thread, so the answer needs no ordering.
        return driver.getPlain() == Thread.currentThread();
    }

    boolean isTaken() {
        return driver.get() != null;
    }

    /** Whether it is taken by a thread that drives. */
    boolean isDriven() {
        return driver.get() instanceof Thread;
    }

    boolean tryTakeToTidyUp() {
        return driver.get() == null && driver.compareAndSet(null, TIDYING);
    }

    boolean tryTake() {
        return driver.get() == null && driver.compareAndSet(null, Thread.currentThread());
    }

    void leave() {
        driver.set(null);
        unparkNext();
    }

    /** From now on a leaving driver may unpark the calling thread, until it calls {@link #giveUp}. */
    void queueUp() {
        waiting.add(Thread.currentThread());
    }

    /** The calling thread has the seat, or no longer wants it. */
    void giveUp() {
        waiting.remove(Thread.currentThread());
        if (!isTaken()) unparkNext();
    }

    private void unparkNext() {
        Thread next = waiting.peek();
        if (next != null) LockSupport.unpark(next);
    }

    @Override
    public String toString() {
        return driver.get() instanceof Thread now ? "thread '" + now.getName() + "'" : "nobody";
    }
}
