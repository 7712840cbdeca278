package dev.secretariat.examples.recipes;

import dev.secretariat.Awaitable;
import dev.secretariat.Waker;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/**
 * An awaitable of one's own: a condition over some thread-safe state, of which each change serves one
 * waiter.
 *
 * <p>The two rules of such a thing: it <em>remembers the waker first and looks at the condition then</em>,
 * so that a change in between is not missed; and a waiter that leaves <em>passes on</em> a wake that it
 * may have been given and will not use.
 */
public final class Condition implements Awaitable {
    private final String name;
    private final BooleanSupplier holds;
    private final Queue<Waker> waiting = new ConcurrentLinkedQueue<>();

    /** A condition that holds when the supplier, called from any thread, says so. */
    public Condition(String name, BooleanSupplier holds) {
        this.name = name;
        this.holds = holds;
    }

    /** The state has changed: wakes one waiter. */
    public void signal() {
        Waker next = waiting.poll();
        if (next != null) next.wake();
    }

    /** The state has changed for good: wakes all waiters. */
    public void signalAll() {
        for (Waker next = waiting.poll(); next != null; next = waiting.poll()) next.wake();
    }

    @Override
    public boolean register(Waker waker) {
        waiting.add(waker);
        if (!holds.getAsBoolean()) return true;
        deregister(waker);
        return false;
    }

    @Override
    public void deregister(Waker waker) {
        waiting.remove(waker);
        if (holds.getAsBoolean()) signal();
    }

    @Override
    public String toString() {
        return name;
    }
}
