package dev.secretariat.impl;

import dev.secretariat.Awaitable;
import dev.secretariat.Waker;
import dev.secretariat.internal.WaiterList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An event that comes once, with those who wait for it: a {@link WaiterList} as an awaitable. */
public abstract class AwaitableEvent extends WaiterList implements Awaitable {
    /** For subclasses. */
    protected AwaitableEvent() {}

    /**
     * For subclasses: an event that may have come already.
     *
     * @param event as in {@link #tryClose}; null if it has not come
     */
    protected AwaitableEvent(@Nullable Object event) {
        super(event);
    }

    @Override
    public boolean register(Waker waker) {
        Objects.requireNonNull(waker, "waker");
        return addWaiter(waker, waker::wake);
    }

    @Override
    public final void deregister(Waker waker) {
        Objects.requireNonNull(waker, "waker");
        removeWaiter(waker);
    }
}
