package dev.secretariat.tck;

import dev.secretariat.Waker;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts its wakes, does something in them if asked, and lets the test step in where it is compared with others. */
final class CountingWaker implements Waker {
    private final Points points;
    private final AtomicInteger wakes = new AtomicInteger();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final @Nullable Runnable onWake;

    CountingWaker(Points points, @Nullable Runnable onWake) {
        this.points = points;
        this.onWake = onWake;
    }

    @Override
    public void wake() {
        try {
            if (onWake != null && begun.compareAndSet(false, true)) onWake.run();
        } finally {
            wakes.incrementAndGet(); // after it, for whoever waits for what it does
        }
    }

    int wakes() {
        return wakes.get();
    }

    boolean isWoken() {
        return wakes.get() > 0;
    }

    /** Its identity, as that of all wakers; but sets and queues pass here in the midst of adding and removing. */
    @Override
    public boolean equals(@Nullable Object other) {
        points.pass();
        return this == other;
    }

    @Override
    public int hashCode() {
        points.pass();
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "a waker, woken " + wakes + " times";
    }
}
