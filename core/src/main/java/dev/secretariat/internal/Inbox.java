package dev.secretariat.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A queue from many threads to one consumer, with the handshake that lets the consumer sleep.
 *
 * <p>The handshake is Dekker's: each side writes its own word, then reads the other's.
 *
 * <pre>
 * producer              consumer
 * add (a CAS)           idle = true (a volatile store)
 * read idle             read isEmpty
 * </pre>
 *
 * <p>In every order at least one sees the other: either the consumer finds the element and does not
 * sleep, or a producer finds it idle. Of several producers the CAS of {@code idle} back to false lets
 * one ring, so a burst of posts costs one unpark. Only the consumer sets {@code idle}, so the reset
 * cannot overwrite a newer announcement.
 *
 * @param <E> the type of the elements
 */
public final class Inbox<E> {
    private static final VarHandle IDLE = Handles.field(MethodHandles.lookup(), "idle", boolean.class);

    private final ArrivalQueue<E> queue = new ArrivalQueue<>();

    /** Set by the consumer, reset by the consumer or by the CAS of one producer. */
    private volatile boolean idle;

    /** Whom to unpark; written by the consumer before {@code idle}, read by the CAS's winner. */
    private @Nullable Thread sleeper;

    /** An empty inbox whose consumer is awake. */
    public Inbox() {}

    /**
     * Adds an element, and unparks the consumer if it sleeps. From any thread.
     *
     * @return true if this call ended an idleness that was announced without a thread to unpark: then
     *     somebody has to be told
     */
    public boolean post(E element) {
        postQuietly(element);
        return rouse();
    }

    /**
     * Adds an element without a look at the consumer: the caller then decides whether to {@link #rouse} it.
     * It is a volatile write, so that a consumer which is not {@link #isIdle} afterwards sees the element before it
     * becomes idle.
     */
    public void postQuietly(E element) {
        queue.add(element);
    }

    /** As {@link #post} without an element: makes the consumer look around. */
    public boolean rouse() {
        if (!idle || !IDLE.compareAndSet(this, true, false)) return false;
        Thread thread = sleeper;
        LockSupport.unpark(thread);
        return thread == null;
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

    /**
     * Announces that the consumer has nothing to do; from now on a post rouses it. Consumer only.
     *
     * @param sleeper the thread to unpark, or null if there is none
     * @return false if an element has come meanwhile: the consumer is then not idle
     */
    public boolean becomeIdle(@Nullable Thread sleeper) {
        this.sleeper = sleeper;
        idle = true;
        if (queue.isEmpty()) return true;
        idle = false;
        return false;
    }

    /** Returns whether nobody has roused the consumer since it became idle. */
    public boolean isIdle() {
        return idle;
    }

    /** Ends idleness from the consumer's side. Consumer only. */
    public void becomeBusy() {
        idle = false;
    }
}
