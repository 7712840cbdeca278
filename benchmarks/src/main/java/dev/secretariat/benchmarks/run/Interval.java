package dev.secretariat.benchmarks.run;

import java.util.Arrays;
import java.util.Optional;

/**
 * Where the median lies of what values were drawn from, with a confidence.
 *
 * @param low where it begins
 * @param high where it ends
 * @param confidence how often such an interval contains the median, or more often
 */
public record Interval(double low, double high, double confidence) {
    /*
     * A value is below the median as often as heads come up, whatever else the distribution is like. So the median is
     * below the kth least of n values exactly if fewer than k of n coins show heads, and likewise at the other end: the
     * interval from the kth least to the kth greatest misses it with twice the probability of fewer than k heads.
     * Nothing is assumed but that the values are independent and come from the same distribution. If they can be equal,
     * the interval misses less often.
     *
     * It bears k - 1 outliers at each end, however far out. H. A. David, H. N. Nagaraja, Order Statistics, 7.1.
     */

    /** How often the intervals here contain the median at least. */
    public static final double CONFIDENCE = 0.95;

    /** Of fewer values, even the range misses the median too often. */
    public static final int FEWEST = 6;

    /** Returns the interval of the median, or nothing if there are too few values for one. */
    static Optional<Interval> ofMedian(double... values) {
        double missing = 0; // the probability that the interval found so far misses
        double exactly =
                Math.scalb(1.0, -values.length); // the probability of exactly k heads, if there are up to 1,000 coins
        int k = 0;
        while (k < values.length && missing + 2 * exactly <= 1 - CONFIDENCE) {
            missing += 2 * exactly;
            exactly *= (double) (values.length - k) / (k + 1);
            k++;
        }
        if (k == 0) return Optional.empty();
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return Optional.of(new Interval(sorted[k - 1], sorted[sorted.length - k], 1 - missing));
    }

    /** Returns whether a value is in it. */
    boolean contains(double value) {
        return low <= value && value <= high;
    }
}
