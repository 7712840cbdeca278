package dev.secretariat.fiber;

import dev.secretariat.Awaitable;
import dev.secretariat.Waker;
import dev.secretariat.internal.VirtualThreads;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a mounted body can go on: the executor of its virtual thread, which the JDK hands the thread's next stretch each time
 * that it is started, woken or has yielded; and the awaitable that its task waits for.
 *
 * <pre>
 * null     nobody waits, and there is no stretch to run
 * Waker    the task waits, there is no stretch      register(), deregister() by the task's owner
 * READY    there is a stretch                       execute(), by whoever wakes the body, wherever it stood
 * null                                              take(), by the task's owner
 * </pre>
 *
 * <p>There is one stretch at a time: the next one is handed over after this one has begun to run.
 */
final class Readiness implements Awaitable, Executor {
    private static final Object READY = new Object();

    private final AtomicReference<@Nullable Object> state = new AtomicReference<>();

    /** The same each time. Written when the thread is started, before it has run; published by READY. */
    private @Nullable Runnable stretch;

    /** In words, what the body blocks in. */
    private final Supplier<String> blocking;

    Readiness(Supplier<String> blocking) {
        this.blocking = blocking;
    }

    /**
     * Takes a stretch. The caller may be in the midst of a lock's code: it only marks and wakes. A virtual thread that the body
     * makes has its executor too, and is not to be run here.
     */
    @Override
    public void execute(Runnable next) {
        if (stretch == null) {
            stretch = next;
        } else if (stretch != next) {
            VirtualThreads.runByDefault(next);
            return;
        }
        if (state.getAndSet(READY) instanceof Waker waiting) waiting.wake();
    }

    boolean isReady() {
        return state.get() == READY;
    }

    /** Takes what is to be run; null if there is nothing. By the task's owner. */
    @Nullable
    Runnable take() {
        if (!isReady()) return null;
        state.set(null);
        return stretch;
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
