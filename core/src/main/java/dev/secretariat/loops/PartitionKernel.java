package dev.secretariat.loops;

/**
 * What a quicksort needs to know of a type of numbers. <em>Less</em> is what {@code <} says, so
 * a NaN is neither less nor greater than anything, and belongs behind all others.
 *
 * @param <A> the type of their arrays
 */
abstract class PartitionKernel<A> {
    /**
     * The rank of the median of n samples is off by one part in 2 * sqrt(n) as a rule: an eighth of the range here.
     * Ranges that are divided in use are long enough for more samples; those of tests are not.
     */
    private static final int MIN_SAMPLES = 15;

    /**
     * By the same rule the pivot is off by less than two percent of the range; to halve that takes four times as many.
     */
    private static final int MAX_SAMPLES = 1023;

    /** One sample for 64 elements: to sort them costs a percent or so of what it costs to sort the range. */
    private static final int ELEMENTS_PER_SAMPLE = 64;

    /** Sorts a range, as the JDK does. */
    abstract void sort(A array, int from, int to);

    /** Returns some elements of a range, at equal distances. */
    abstract A samples(A array, int from, int to, int count);

    abstract boolean isLess(A array, int one, int other);

    /**
     * Goes on with a partition: brings those that are less than the pivot to the front.
     *
     * @param cut where those that are not less begin; they end at {@code at}
     * @param at the first that has not been looked at
     * @param end where to stop
     * @param pivot the index of the pivot among the samples
     * @return where those that are not less begin now
     */
    abstract int partition(A array, int cut, int at, int end, A samples, int pivot);

    /** Swaps two ranges that do not overlap. */
    abstract void swap(A array, int one, int other, int count);

    /** Returns how many samples are enough to estimate the median of so many elements, and cost next to nothing. */
    static int sampleCount(int length) {
        return Math.min(length, Math.max(MIN_SAMPLES, Math.min(MAX_SAMPLES, length / ELEMENTS_PER_SAMPLE)));
    }

    /**
     * Sorts the samples, and chooses the middle one as the pivot, or the next one that some are less than.
     *
     * @return -1 if there is none: all seem to be equal; or if dividing would not pay: they come in a few
     *     runs that rise or fall, which the JDK's sort detects and merges quickly
     */
    final int pivot(A samples, int count) {
        if (turns(samples, count) < count / 4) return -1; // of random numbers, two in three are turns
        sort(samples, 0, count);
        for (int i = count / 2; i < count; i++) {
            if (isLess(samples, 0, i)) return i;
        }
        return -1;
    }

    private int turns(A samples, int count) {
        int turns = 0;
        for (int i = 2; i < count; i++) {
            if (isLess(samples, i - 2, i - 1) != isLess(samples, i - 1, i)) turns++;
        }
        return turns;
    }
}
