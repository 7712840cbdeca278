package dev.secretariat.internal;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** Two waiter lists and three waiters, whose last has a node for the second list only: the real ones or mutants. */
abstract class ListsUnderTest {
    static final int LISTS = 2;
    static final int WAITERS = 3;
    static final int FOREIGN = 2;
    static final int HOME_OF_FOREIGN = 1;

    private final AtomicIntegerArray wakes = new AtomicIntegerArray(WAITERS);

    abstract boolean register(int waiter, int list);

    abstract void deregister(int waiter, int list);

    abstract void close(int list);

    /** Whether the waiter's node can be used again. */
    abstract boolean isFree(int waiter);

    final void woken(int waiter) {
        wakes.incrementAndGet(waiter);
    }

    final int wakes(int waiter) {
        return wakes.get(waiter);
    }
}
