package dev.secretariat.benchmarks.peers;

/** One thread whose tasks give way to each other. */
public interface YieldLoop extends AutoCloseable {
    /**
     * Runs tasks that give way a number of times and then arrive, and returns when all have.
     *
     * @param tasks how many
     * @param yields of each
     * @param finish of as many arrivals as tasks, in one round
     */
    void run(int tasks, int yields, Finish finish) throws InterruptedException;

    /** Stops the thread, if it is not the caller's. */
    @Override
    default void close() {}
}
