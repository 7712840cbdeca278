package dev.secretariat.benchmarks.run;

import java.util.Arrays;

/**
 * What was measured in all JVMs together. The figure is the median, which one disturbed JVM does not move.
 *
 * @param median the figure to quote
 * @param min the least figure of a JVM
 * @param max the greatest figure of a JVM
 * @param count how many JVMs there were
 */
public record Score(double median, double min, double max, int count) {
    /** Returns the score of some figures, of one at least. */
    static Score of(double... figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int count = sorted.length;
        // Figures compare by their ratio, so between two is their geometric mean.
        double low = sorted[(count - 1) / 2];
        double high = sorted[count / 2];
        double median = low == high ? low : Math.sqrt(low * high);
        return new Score(median, sorted[0], sorted[count - 1], count);
    }
}
