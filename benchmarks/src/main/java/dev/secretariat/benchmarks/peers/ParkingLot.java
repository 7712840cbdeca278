package dev.secretariat.benchmarks.peers;

/**
 * Tasks that all wait for one and the same thing, and have neither state nor code of their own: what the
 * heap then holds is the scheduler's.
 */
public interface ParkingLot {
    /** Starts tasks that wait, once, and returns when each of them has come to its wait. */
    void park(int tasks) throws InterruptedException;

    /** Lets all of them end, and returns when they have. */
    void release() throws InterruptedException;
}
