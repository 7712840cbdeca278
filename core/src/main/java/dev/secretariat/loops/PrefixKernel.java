package dev.secretariat.loops;

/**
 * What prefix sums need to know of a type of elements and their operator.
 *
 * @param <A> the type of their arrays
 */
interface PrefixKernel<A> {
    /** Combines each element of a range with the one before it, from left to right. */
    void scan(A array, int from, int to);

    /** Puts the combination of a range, from left to right, into its last element. */
    void fold(A array, int from, int to);

    /** Combines an element with one further left, which need not be beside it. */
    void combine(A array, int left, int at);
}
