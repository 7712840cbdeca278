package dev.secretariat.sync;

import java.util.concurrent.atomic.AtomicInteger;

/** A wait for an element that keeps what it was lent, for a control of {@link ChannelTests}. */
final class WeakHandOver {
    private static final int WAITS = 0;
    private static final int LENT = 1;
    private static final int LEFT = 2;

    private final AtomicInteger state = new AtomicInteger(WAITS);

    boolean lend() {
        return state.compareAndSet(WAITS, LENT);
    }

    boolean isLent() {
        return state.get() == LENT;
    }

    void leave() {
        boolean ignored = state.compareAndSet(WAITS, LEFT);
    }
}
