package dev.secretariat.fiber;

import dev.secretariat.Awaitable;
import dev.secretariat.Waker;
import dev.secretariat.internal.MonitorWaits;
import dev.secretariat.internal.MonitorWaits.Waiting;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a mounted body that has begun, blocked or let others go first can go on; and the awaitable that its task waits for.
 *
 * <pre>
 * null     nobody waits, and there is no stretch to run
 * Waker    the task waits, there is no stretch      register(), deregister() by the task's owner
 * Waiting  so, and it may be that one is under way  the same, where monitors have an order
 * READY    there is a stretch                       announce(), by whoever wakes the body, wherever it stood
 * null                                              take(), by the task's owner
 * </pre>
 *
 * <p>There is one stretch at a time: the next one is announced after this one has begun to run.
 */
final class Readiness implements Awaitable {
    private static final Object READY = new Object();

    private final AtomicReference<@Nullable Object> state = new AtomicReference<>();

    // Of the task's owner: the waker that is registered, and what wakes it, where monitors have an order.
    private @Nullable Waker registered;
    private @Nullable Waiting waiting;
    private @Nullable MonitorWaits monitors;

    private final Supplier<String> blocking;

    private final Supplier<Thread> thread;

    /**
     * The readiness of a thread.
     *
     * @param blocking says in words what it blocks in
     */
    Readiness(Supplier<Thread> thread, Supplier<String> blocking) {
        this.thread = thread;
        this.blocking = blocking;
    }

    /** Says that there is a stretch. The caller may be in the midst of a lock's code: this only marks and wakes. */
    void announce() {
        Object before = state.getAndSet(READY);
        if (before instanceof Waker waits) waits.wake();
        else if (before instanceof Waiting waits && !MonitorWaits.isUnblocker()) waits.wake(); // else its turn comes
    }

    /** Sets who wakes the task where its body may wait for a monitor; null if the JDK does. By the task's owner. */
    void inOrderOf(@Nullable MonitorWaits order) {
        monitors = order;
    }

    boolean isReady() {
        return state.get() == READY;
    }

    /** Takes the stretch, if there is one; false if not. By the task's owner. */
    boolean take() {
        if (!isReady()) return false;
        state.set(null);
        return true;
    }

    @Override
    public boolean register(Waker waker) {
        MonitorWaits order = monitors;
        if (order == null) return registerAtOnce(waker);
        if (isReady()) return false;
        Waiting waits = order.add(thread.get(), this::isReady, waker::wake);
        waiting = waits;
        registered = waker;
        if (state.compareAndSet(null, waits)) return true;
        waits.leave();
        return false;
    }

    /** As {@link #register}, to be woken whenever the JDK does so. */
    boolean registerAtOnce(Waker waker) {
        return state.compareAndSet(null, waker);
    }

    @Override
    public void deregister(Waker waker) {
        state.compareAndSet(waker, null);
        Waiting waits = waiting;
        if (waits == null || !waker.equals(registered)) return;
        waits.leave();
        state.compareAndSet(waits, null);
    }

    @Override
    public String toString() {
        return blocking.get();
    }
}
