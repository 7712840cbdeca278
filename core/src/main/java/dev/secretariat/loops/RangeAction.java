package dev.secretariat.loops;

/** What a loop does with a block of its range. */
@FunctionalInterface
public interface RangeAction {
    /**
     * Handles the indices of a block.
     *
     * @param from the first
     * @param to one past the last; greater than {@code from}
     */
    void run(long from, long to);
}
