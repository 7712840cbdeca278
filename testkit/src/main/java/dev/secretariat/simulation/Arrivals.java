package dev.secretariat.simulation;

import java.util.BitSet;

/**
 * Counts the steps of a run about which there is a choice, in the order in which tasks arrive at them: a task
 * arrives when it is ready for its first step, or for the one after the last that it has run, and another task is
 * ready, too. A task that is woken again and again on the way to one step arrives there once.
 */
final class Arrivals {
    private final BitSet arrived = new BitSet();
    private int count;

    /**
     * Looks at a task that may be chosen among others.
     *
     * @return the number of its arrival, from 1; 0 if that has been counted already
     */
    int count(int task) {
        if (arrived.get(task)) return 0;
        arrived.set(task);
        return ++count;
    }

    /** Notes that the task runs its step. */
    void leaves(int task) {
        arrived.clear(task);
    }

    /** Returns how many there have been. */
    int total() {
        return count;
    }
}
