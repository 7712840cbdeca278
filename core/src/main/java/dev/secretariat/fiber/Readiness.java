package dev.secretariat.fiber;

import dev.secretariat.Awaitable;
import dev.secretariat.Waker;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a mounted body that has begun, blocked or let others go first can go on; and the awaitable that its task waits for.
 *
 * <pre>
 * null     nobody waits, and there is no stretch to run
 * Waker    the task waits, there is no stretch      register(), deregister() by the task's owner
 * READY    there is a stretch                       announce(), by whoever wakes the body, wherever it stood
 * null                                              take(), by the task's owner
 * </pre>
 *
 * <p>There is one stretch at a time: the next one is announced after this one has begun to run.
 */
final class Readiness implements Awaitable {
    private static final Object READY = new Object();

    private final AtomicReference<@Nullable Object> state = new AtomicReference<>();

    /** In words, what the body blocks in. */
    private final Supplier<String> blocking;

    Readiness(Supplier<String> blocking) {
        this.blocking = blocking;
    }

    /** Says that there is a stretch. The caller may be in the midst of a lock's code: this only marks and wakes. */
    void announce() {
        if (state.getAndSet(READY) instanceof Waker waiting) waiting.wake();
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
        return state.compareAndSet(null, waker);
    }

    @Override
    public void deregister(Waker waker) {
        state.compareAndSet(waker, null);
    }

    @Override
    public String toString() {
        return blocking.get();
    }
}
