package dev.secretariat.benchmarks.peers.scopes;

/** A kind of scope under measurement. */
public interface ScopeContestant extends AutoCloseable {
    /**
     * Lets one open a scope and fork children, each of which returns its number; when all have ended, it adds up what they have returned.
     *
     * @param children how many, numbered from 1
     * @return the sum
     */
    long scope(int children) throws Exception;

    /** Stops the workers. */
    @Override
    default void close() {}
}
