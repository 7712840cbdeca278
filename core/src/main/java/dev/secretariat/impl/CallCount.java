package dev.secretariat.impl;

import java.util.concurrent.atomic.AtomicInteger;

/** How many blocking calls wait for a thread, and how many run. Thread-safe. */
public final class CallCount {
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();

    void handedOver() {
        waiting.incrementAndGet();
    }

    void withdrawn() {
        waiting.decrementAndGet();
    }

    void begun() {
        running.incrementAndGet();
        waiting.decrementAndGet();
    }

    void ended() {
        running.decrementAndGet();
    }

    public int waiting() {
        return waiting.get();
    }

    public int running() {
        return running.get();
    }
}
