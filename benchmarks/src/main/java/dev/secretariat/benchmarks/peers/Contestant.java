package dev.secretariat.benchmarks.peers;

/**
 * A scheduler under measurement, and the kernels as one would write them for it.
 *
 * <p>Each method only begins the work; it is over when the {@link Finish} says so. The bookkeeping
 * around an operation is the same for all: one {@link Finish#arrive()} where the kernel has one, and one
 * thread that waits for the end. Everything else is what the scheduler at hand offers for the purpose.
 *
 * <p>A JVM measures one contestant only, so that calls through this interface have one target.
 */
public interface Contestant extends AutoCloseable {
    /**
     * A task submits the next one from inside a worker and ends, and so on; the last one arrives.
     *
     * @param links how many tasks
     * @param finish of one arrival
     */
    void chain(int links, Finish finish);

    /**
     * In each round one task spawns the pairs. Of each pair the first task spawns the second, sends it a
     * message over a one-shot and waits for the answer over another; then it arrives.
     *
     * @param pairs how many
     * @param finish of as many arrivals, in any number of rounds
     */
    void pingPong(int pairs, Finish finish);

    /**
     * In each round one task spawns the others from inside a worker; each of them arrives.
     *
     * @param tasks how many
     * @param finish of as many arrivals, in any number of rounds
     */
    void spawnManyLocal(int tasks, Finish finish);

    /**
     * The calling thread, which is none of the workers, submits tasks that arrive.
     *
     * @param tasks how many
     * @param finish of as many arrivals, in one round
     */
    void spawnManyForeign(int tasks, Finish finish);

    /**
     * Tasks that give way to each other a number of times and then arrive.
     *
     * @param tasks how many
     * @param yields of each
     * @param finish of as many arrivals as tasks, in one round
     */
    void yieldMany(int tasks, int yields, Finish finish);

    /** Stops the workers. */
    @Override
    void close();
}
