package dev.secretariat.loops;

/**
 * How a block of a range is added to what has been collected.
 *
 * @param <A> the type of the container
 */
@FunctionalInterface
public interface RangeAccumulator<A> {
    /**
     * Adds the indices of a block. No other thread uses the container meanwhile; it holds what comes just before the
     * block, or nothing.
     *
     * @param container what to add to
     * @param from the first index
     * @param to one past the last; greater than {@code from}
     */
    void add(A container, long from, long to);
}
