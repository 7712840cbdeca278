package dev.secretariat.internal;

import org.jspecify.annotations.Nullable;

/**
 * A queue from many threads to one consumer, which may sleep: see {@link IdleHandshake}.
 *
 * @param <E> the type of the elements
 */
public final class Inbox<E> extends IdleHandshake {
    private final ArrivalQueue<E> queue = new ArrivalQueue<>();

    /** An empty inbox whose consumer is awake. */
    public Inbox() {}

    /**
     * Adds an element, and unparks the consumer if it sleeps. From any thread.
     *
     * @return true if this call ended an idleness that was announced without a thread to unpark: then
     *     somebody has to be told
     */
    public boolean post(E element) {
        queue.add(element);
        return rouse();
    }

    /**
     * Returns the element that {@link #poll} would take; for a consumer that may fail before it has put it elsewhere.
     */
    public @Nullable E peek() {
        return queue.peek();
    }

    /** Takes an element, or null if there is none. Consumer only. */
    public @Nullable E poll() {
        return queue.poll();
    }

    /** Returns how many elements there are, at least those posted before this call. */
    public int size() {
        return queue.size();
    }

    /** Returns whether there is no element. */
    public boolean isEmpty() {
        return queue.isEmpty();
    }

    @Override
    protected boolean maySleep() {
        return queue.isEmpty();
    }
}
