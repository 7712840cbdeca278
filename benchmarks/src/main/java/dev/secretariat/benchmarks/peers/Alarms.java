package dev.secretariat.benchmarks.peers;

/** Timers that are set for a time that never comes, and cancelled: what becomes of most time-outs. */
public interface Alarms extends AutoCloseable {
    /** Sets a timer and cancels it, over and over. */
    void inTurn(int timers) throws InterruptedException;

    /** Sets timers and, when all are pending, cancels them in the same order. */
    void pending(int timers) throws InterruptedException;

    /** As {@link #pending}, where what the timers would do is to start a task. */
    void delayedTasks(int timers) throws InterruptedException;

    /** Stops the workers. */
    @Override
    void close();
}
