package dev.secretariat.loops;

import org.jspecify.annotations.Nullable;

/**
 * What a reduction makes of a block of its range.
 *
 * @param <R> the type of the result
 */
@FunctionalInterface
public interface RangeFunction<R extends @Nullable Object> {
    /**
     * Reduces the indices of a block.
     *
     * @param from the first
     * @param to one past the last; greater than {@code from}
     */
    R apply(long from, long to);
}
