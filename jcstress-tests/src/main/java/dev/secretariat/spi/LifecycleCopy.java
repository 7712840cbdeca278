package dev.secretariat.spi;

import static dev.secretariat.spi.Lifecycle.OPEN;
import static dev.secretariat.spi.Lifecycle.TERMINATED;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A copy of {@link Lifecycle}'s protocol with two workers, of which a control weakens one method. */
class LifecycleCopy {
    /** Who counts. */
    static final int OUTSIDE = 0;

    static final int WORKER = 1;
    static final int OTHER_WORKER = 2;

    final AtomicInteger phase = new AtomicInteger(OPEN);
    final AtomicLong[] begun = {new AtomicLong(), new AtomicLong(), new AtomicLong()};
    final AtomicLong[] ended = {new AtomicLong(), new AtomicLong(), new AtomicLong()};

    /** With so many tasks from outside. */
    LifecycleCopy(int tasks) {
        begun[OUTSIDE].set(tasks);
    }

    boolean accept() {
        begun[OUTSIDE].getAndIncrement();
        return phase.get() == OPEN;
    }

    /** As a step of a task that has not ended. */
    void acceptFrom(int worker) {
        begun[worker].setRelease(begun[worker].getPlain() + 1);
    }

    boolean refuse() {
        ended[OUTSIDE].getAndIncrement();
        return tryTerminate();
    }

    boolean release(int worker) {
        countEnded(worker);
        VarHandle.fullFence();
        return tryTerminate();
    }

    final void countEnded(int worker) {
        ended[worker].setRelease(ended[worker].getPlain() + 1);
    }

    boolean advance(int to) {
        for (int now = phase.get(); now < to; now = phase.get()) {
            if (phase.compareAndSet(now, to)) break;
        }
        int now = phase.get();
        return isEnding(now) && isBalancedToCloser() && terminate(now);
    }

    final boolean tryTerminate() {
        int now = phase.get();
        return isEnding(now) && isBalanced() && terminate(now);
    }

    private static boolean isEnding(int now) {
        return now != OPEN && now != TERMINATED;
    }

    /** How who closes adds up, for a control that slows it down beside the workers. */
    boolean isBalancedToCloser() {
        return isBalanced();
    }

    boolean terminate(int now) {
        for (int seen = now; seen != TERMINATED; seen = phase.get()) {
            if (phase.compareAndSet(seen, TERMINATED)) return true;
        }
        return false;
    }

    boolean isBalanced() {
        long out = sum(ended);
        return sum(begun) == out;
    }

    static long sum(AtomicLong[] counts) {
        return counts[OUTSIDE].get() + counts[WORKER].get() + counts[OTHER_WORKER].get();
    }
}
