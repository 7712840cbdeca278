package dev.secretariat.benchmarks.peers;

/**
 * A scheduler under measurement, and the kernels as one would write them for it.
 *
 * <p>Each method only begins the work, and the {@link Finish} says when it is over. The bookkeeping
 * around an operation is the same for all: one {@link Finish#arrive()} where the kernel has one, and one
 * thread that waits for the end. Everything else is what the scheduler at hand offers for the purpose.
 *
 * <p>A JVM measures only one contestant, so that calls through this interface are monomorphic.
 */
public interface Contestant extends AutoCloseable {
    /**
     * Runs tasks of which each submits the next one from inside a worker and ends; the last one arrives.
     *
     * @param links how many tasks
     * @param finish expects one arrival
     */
    void chain(int links, Finish finish);

    /**
     * Runs rounds in each of which one task spawns the first tasks of all pairs. Each of these spawns the second task
     * of its pair, sends it a message over a one-shot and waits for the answer over another; then it arrives.
     *
     * @param pairs how many
     * @param finish expects as many arrivals, in any number of rounds
     */
    void pingPong(int pairs, Finish finish);

    /**
     * Runs rounds in each of which one task spawns the others from inside a worker; each of these arrives.
     *
     * @param tasks how many
     * @param finish expects as many arrivals, in any number of rounds
     */
    void spawnManyLocal(int tasks, Finish finish);

    /**
     * Submits tasks that arrive, from the calling thread, which is none of the workers.
     *
     * @param tasks how many
     * @param finish expects as many arrivals, in one round
     */
    void spawnManyForeign(int tasks, Finish finish);

    /**
     * Runs tasks that give way to each other a number of times and then arrive.
     *
     * @param tasks how many
     * @param yields how often each gives way
     * @param finish expects as many arrivals as tasks, in one round
     */
    void yieldMany(int tasks, int yields, Finish finish);

    /** Stops the workers. */
    @Override
    void close();
}
