package dev.secretariat.examples.recipes;

import dev.secretariat.Awaitable;
import dev.secretariat.Waker;
import dev.secretariat.fiber.Fiber;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/**
 * An awaitable of one's own: a condition on some thread-safe state, of which each change serves one waiter.
 *
 * <p>Such an awaitable has two rules. It <em>first remembers the waker and then looks at the condition</em>,
 * so that no change in between is missed; and a waiter that leaves <em>passes on</em> a wake that it
 * may have been given and will not use.
 */
public final class Condition implements Awaitable {
    private final String name;
    private final BooleanSupplier holds;
    private final Queue<Waker> waiting = new ConcurrentLinkedQueue<>();

    /** Creates a condition that holds when the supplier says so, which is called from any thread. */
    public Condition(String name, BooleanSupplier holds) {
        this.name = name;
        this.holds = holds;
    }

    /** Wakes one waiter; to be called when the state has changed. */
    public void signal() {
        Waker next = waiting.poll();
        if (next != null) next.wake();
    }

    /** Wakes all waiters; to be called when the state has changed for good. */
    public void signalAll() {
        boolean done = false;
        try {
            for (Waker next = waiting.poll(); next != null; next = waiting.poll()) next.wake();
            done = true;
        } finally {
            if (!done) signalAll(); // a waker has thrown, which it must not: the others are woken all the same
        }
    }

    /** Lets a fiber wait until it holds. Another one may have changed the state before the fiber looks, so it looks again. */
    public void await(Fiber fiber) {
        while (!holds.getAsBoolean()) fiber.await(this);
    }

    @Override
    public boolean register(Waker waker) {
        waiting.add(Objects.requireNonNull(waker, "waker"));
        if (!holds.getAsBoolean()) return true;
        deregister(waker);
        return false;
    }

    @Override
    public void deregister(Waker waker) {
        waiting.remove(Objects.requireNonNull(waker, "waker"));
        if (holds.getAsBoolean()) signal();
    }

    @Override
    public String toString() {
        return name;
    }
}
