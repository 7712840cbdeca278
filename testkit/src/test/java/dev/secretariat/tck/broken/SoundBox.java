package dev.secretariat.tck.broken;

import dev.secretariat.Awaitable;
import dev.secretariat.Waker;
import dev.secretariat.tck.Subject;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A box for one letter: holds when it is full. It keeps to the rules; each broken awaitable overrides one of its methods. */
class SoundBox implements Awaitable {
    final Queue<Waker> waiting = new ConcurrentLinkedQueue<>();
    volatile boolean full;

    /** One whose event wakes all. */
    final Subject wakingAll() {
        return Subject.wakesAll(this, this::put).undoneBy(this::take);
    }

    /** One whose event wakes one. */
    final Subject wakingOne() {
        return Subject.wakesOne(this, this::putForOne, this::take);
    }

    void put() {
        full = true;
        wakeAll();
    }

    void putForOne() {
        full = true;
        wakeOne();
    }

    void take() {
        full = false;
    }

    /** Goes on where one throws. */
    void wakeAll() {
        RuntimeException thrown = null;
        for (Waker next = waiting.poll(); next != null; next = waiting.poll()) {
            try {
                next.wake();
            } catch (RuntimeException failure) {
                thrown = failure;
            }
        }
        if (thrown != null) throw thrown;
    }

    void wakeOne() {
        Waker next = waiting.poll();
        if (next != null) next.wake();
    }

    @Override
    public boolean register(Waker waker) {
        waiting.add(Objects.requireNonNull(waker, "waker"));
        if (!full) return true;
        deregister(waker);
        return false;
    }

    @Override
    public void deregister(Waker waker) {
        waiting.remove(Objects.requireNonNull(waker, "waker"));
        if (full) wakeOne();
    }

    @Override
    public String toString() {
        return full ? "a box with a letter" : "a box";
    }
}
