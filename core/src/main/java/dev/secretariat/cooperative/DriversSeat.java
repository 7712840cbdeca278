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
 */
final class DriversSeat {
    private final AtomicReference<@Nullable Thread> driver = new AtomicReference<>();
    private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();

    boolean isMine() {
        // Only I can have written my thread, so the answer needs no ordering.
        return driver.getPlain() == Thread.currentThread();
    }

    boolean isTaken() {
        return driver.get() != null;
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
        Thread now = driver.get();
        return now == null ? "nobody" : "thread '" + now.getName() + "'";
    }
}
