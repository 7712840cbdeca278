package dev.secretariat.benchmarks.peers;

/** A scheduler whose timers are measured. They are set and cancelled before they ring, as most time-outs are. */
public interface TimerContestant extends AutoCloseable {
    /** Sets a timer and cancels it, over and over. */
    void inTurn(int timers) throws InterruptedException;

    /** Sets timers and, when all are pending, cancels them in the same order. */
    void pending(int timers) throws InterruptedException;

    /** Does the same as {@link #pending} with timers that would start a task. */
    void delayedTasks(int timers) throws InterruptedException;

    /** Stops the workers. */
    @Override
    void close();
}
