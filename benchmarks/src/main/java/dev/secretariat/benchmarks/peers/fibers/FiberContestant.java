package dev.secretariat.benchmarks.peers.fibers;

/**
 * Fibers of one kind under measurement: code in a straight line that waits in its middle. Each kernel is begun by one fiber, while the
 * calling thread, which is none of theirs or has nothing else to do, waits for the answer.
 *
 * <p>Not every kind takes part in every kernel; those that do not throw UnsupportedOperationException.
 */
public interface FiberContestant extends AutoCloseable {
    /**
     * Lets two fibers hand a token to and fro; each adds one to it.
     *
     * @param exchanges how often it goes to and fro
     * @return the token in the end: twice that
     */
    long pingPong(int exchanges) throws Exception;

    /**
     * Lets one fiber start others, each of which gives way once and returns its number; the first awaits them all.
     *
     * @param fibers how many, numbered from 1
     * @return the sum of their numbers
     */
    long fanOut(int fibers) throws Exception;

    /**
     * Lets one fiber start others, each of which awaits the one before it and returns one more. The first of them awaits a gate, which
     * the last to begin opens: so each has to wait.
     *
     * @param fibers how many
     * @return what the last one returns: their number
     */
    long chain(int fibers) throws Exception;

    /**
     * Lets fibers give way to each other.
     *
     * @param fibers how many
     * @param yields how often each of them does
     * @return how often all of them did
     */
    long yieldMany(int fibers, int yields) throws Exception;

    /**
     * Lets a fiber await another one that has returned 1, again and again.
     *
     * @param times how often
     * @return the sum of what it got
     */
    long awaitDone(int times) throws Exception;

    /** Stops the workers. */
    @Override
    default void close() {}
}
