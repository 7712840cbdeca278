package dev.secretariat.benchmarks.run;

import java.util.List;

/**
 * What was measured of one contestant.
 *
 * @param median the figure to quote
 * @param least the least of the figures
 * @param most the greatest of them
 * @param count how many there were
 */
public record Score(double median, double least, double most, int count) {
    /**
     * The score of some figures.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static Score of(List<Double> figures) {
        if (figures.isEmpty()) throw new IllegalArgumentException("no figures to take the median of");
        double[] sorted =
                figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Score(median, sorted[0], sorted[sorted.length - 1], sorted.length);
    }

    /** The same but for the median. */
    Score withMedian(double other) {
        return new Score(other, least, most, count);
    }

    /** A figure that was not measured but set. */
    static Score fixed(double figure) {
        return new Score(figure, figure, figure, 1);
    }
}
