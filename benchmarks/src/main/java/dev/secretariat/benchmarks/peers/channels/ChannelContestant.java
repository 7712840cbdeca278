package dev.secretariat.benchmarks.peers.channels;

/**
 * A kind of channel under measurement. The elements are the small Integers that the JVM keeps, so that nothing has to be made for them:
 * the number of each is its place in its sender's order, modulo {@link #DIFFERENT}.
 */
public interface ChannelContestant extends AutoCloseable {
    /** How many different elements there are. */
    int DIFFERENT = 128;

    /**
     * Lets some send elements through one bounded channel to as many others, and then closes it.
     *
     * @param pairs how many send, and how many receive
     * @param capacity of the channel
     * @param elements how many each of them sends
     * @return the sum of what was received
     */
    long stream(int pairs, int capacity, int elements) throws Exception;

    /**
     * Lets two hand an element to and fro over two channels that hold nothing.
     *
     * @param exchanges how often it goes to and fro
     * @return how often it came back
     */
    long rendezvous(int exchanges) throws Exception;

    /** Returns the sum that {@link #stream} is to return. */
    static long sum(int pairs, int elements) {
        long sum = 0;
        for (int i = 0; i < elements; i++) sum += i % DIFFERENT;
        return pairs * sum;
    }

    /** Stops the workers. */
    @Override
    default void close() {}
}
