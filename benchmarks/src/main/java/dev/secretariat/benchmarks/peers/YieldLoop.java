package dev.secretariat.benchmarks.peers;

/** One thread whose tasks give way to each other. */
public interface YieldLoop extends AutoCloseable {
    /**
     * Runs tasks that give way a number of times and then arrive, and returns when all have.
     *
     * @param tasks how many
     * @param yields how often each gives way
     * @param finish expects as many arrivals as tasks, in one round
     */
    void run(int tasks, int yields, Finish finish) throws InterruptedException;

    /** Stops the thread, unless it is the caller's. */
    @Override
    default void close() {}
}
