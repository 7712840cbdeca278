package dev.secretariat.cooperative;

import dev.secretariat.internal.Lendable;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Gives the {@link Driver} of a scheduler to one thread at a time, and lets others wait for the seat.
 *
 * <p>A thread that waits queues up, then tries the seat once more before it parks; a thread that leaves frees the seat, then
 * unparks the first in the queue. Both are volatile writes followed by volatile reads, so a leaver and a
 * waiter cannot miss each other. A waiter that gives up passes a possible wake on.
 *
 * <p>A thread that takes the seat only to tidy up gets no driver: it runs no steps, and leaves soon. The driver is
 * not {@link #mine() its own} meanwhile, so nothing that it does is taken for a driver's work.
 */
final class DriversSeat {
    private static final Object TIDYING = new Object();

    private final Driver driver;

    /** Null, the thread that drives, or {@link #TIDYING}. Taken by a CAS, freed by a store of whoever holds it. */
    private final AtomicReference<@Nullable Object> holder = new AtomicReference<>();

    private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();

    DriversSeat(Driver driver) {
        this.driver = driver;
    }

    /** Returns the driver, if the calling thread holds it already; else null. */
    @Nullable
    Driver mine() {
        return isMine() ? driver : null;
    }

    /** Returns whether the calling thread drives, or runs a step that the one who drives has lent to it, and waits for. */
    boolean isMine() {
        Thread me = Thread.currentThread();
        // Only I can have written my thread, so the answer needs no ordering.
        return holder.getPlain() == me || (Lendable.mayBorrow(me) && driver.isStepping());
    }

    boolean isTaken() {
        return holder.get() != null;
    }

    /** Returns whether it is taken by a thread that drives. */
    boolean isDriven() {
        return holder.get() instanceof Thread;
    }

    /** Takes the seat if it is free; null if not. To be followed by {@link #leave}. */
    @Nullable
    Driver tryTake() {
        return tryTakeFor(Thread.currentThread()) ? driver : null;
    }

    /** As {@link #tryTake}, but waits for a thread that only tidies up, or is leaving; null if a thread drives. */
    @Nullable
    Driver takeUnlessDriven() {
        Driver taken = tryTake();
        while (taken == null && !isDriven()) {
            Thread.onSpinWait();
            taken = tryTake();
        }
        return taken;
    }

    /** Takes the seat if it is free, but not to drive; null if not. To be followed by {@link #leave}. */
    @Nullable
    Tidier tryTakeToTidyUp() {
        return tryTakeFor(TIDYING) ? driver : null;
    }

    private boolean tryTakeFor(Object taker) {
        return holder.get() == null && holder.compareAndSet(null, taker);
    }

    /** Frees the seat. Only for the thread that has taken it. */
    void leave() {
        holder.set(null);
        unparkNext();
    }

    /** Adds the calling thread to the queue: a leaving driver may unpark it until it calls {@link #giveUp}. */
    void queueUp() {
        waiting.add(Thread.currentThread());
    }

    /**
     * Takes the calling thread out of the queue: it needs the seat no longer. Passes on a wake that it may have
     * received.
     */
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
        return holder.get() instanceof Thread now ? "thread '" + now.getName() + "'" : "nobody";
    }
}
