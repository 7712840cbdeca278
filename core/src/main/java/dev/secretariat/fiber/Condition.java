package dev.secretariat.fiber;

import dev.secretariat.Awaitable;
import dev.secretariat.Deadline;
import dev.secretariat.Promise;
import dev.secretariat.TaskHandle;
import dev.secretariat.Waker;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One of several things that a fiber waits for, which tells whether it has come: by itself, where it can be asked; otherwise by
 * having woken the fiber, or having held when it was asked to. Registered for one task at a time.
 */
final class Condition implements Awaitable, Waker {
    private final Awaitable source;

    /** Null while it is not registered. Written before the source gets to know this as a waker. */
    private volatile @Nullable Waker waiting;

    /** Whether the source has woken the fiber, or held. */
    private volatile boolean signalled;

    private Condition(Awaitable source) {
        this.source = source;
    }

    static Condition[] of(Awaitable[] awaitables) {
        Objects.requireNonNull(awaitables, "awaitables");
        if (awaitables.length == 0) {
            throw new IllegalArgumentException("awaitables is empty: the fiber would wait for ever");
        }
        Condition[] conditions = new Condition[awaitables.length];
        for (int i = 0; i < conditions.length; i++) {
            conditions[i] = new Condition(Objects.requireNonNull(awaitables[i], "awaitables[" + i + "]"));
        }
        return conditions;
    }

    /** Returns whether it can be asked. */
    static boolean isKnown(Awaitable awaitable) {
        return awaitable instanceof TaskHandle || awaitable instanceof Promise || awaitable instanceof Deadline;
    }

    /** Returns whether it holds; of one that is known. */
    static boolean holds(Awaitable awaitable) {
        if (awaitable instanceof TaskHandle<?> handle) return handle.isDone();
        if (awaitable instanceof Promise<?> promise) return promise.isDone();
        return ((Deadline) awaitable).isPast();
    }

    /**
     * Returns whether it has come.
     *
     * @param awaited whether it has been registered
     */
    boolean holds(boolean awaited) {
        return isKnown(source) ? holds(source) : awaited && signalled;
    }

    @Override
    public boolean register(Waker waker) {
        waiting = waker;
        if (source.register(this)) return true;
        signalled = true;
        return false;
    }

    @Override
    public void deregister(Waker waker) {
        source.deregister(this);
    }

    @Override
    public void wake() {
        signalled = true;
        Waker waker = waiting;
        if (waker != null) waker.wake();
    }

    @Override
    public @Nullable TaskHandle<?> holder() {
        return source.holder();
    }

    @Override
    public String toString() {
        return source.toString();
    }
}
