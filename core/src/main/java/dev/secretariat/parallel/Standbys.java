package dev.secretariat.parallel;

import java.util.concurrent.atomic.AtomicInteger;

/** How many workers stand by: never all of them. */
final class Standbys {
    private final int max;
    private final AtomicInteger now = new AtomicInteger();

    /**
     * Nobody.
     *
     * @param max how many may stand by at once: one less than there are workers
     */
    Standbys(int max) {
        this.max = max;
    }

    /** Returns whether one more might. A hint. */
    boolean hasRoom() {
        return now.get() < max;
    }

    /** Lets one more stand by; false if it must not. */
    boolean tryBegin() {
        for (; ; ) {
            int before = now.get();
            if (before >= max) return false;
            if (now.compareAndSet(before, before + 1)) return true;
        }
    }

    void end() {
        now.getAndDecrement();
    }
}
