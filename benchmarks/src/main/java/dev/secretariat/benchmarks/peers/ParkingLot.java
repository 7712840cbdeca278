package dev.secretariat.benchmarks.peers;

/**
 * Tasks that all wait for the same thing, and have neither state nor code of their own, so that what they hold on
 * the heap is the scheduler's.
 */
public interface ParkingLot {
    /** Starts tasks that wait, and returns when each of them has come to its wait. Is called once. */
    void park(int tasks) throws InterruptedException;

    /** Lets all of them end, and returns when they have. */
    void release() throws InterruptedException;
}
