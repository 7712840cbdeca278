package dev.secretariat.benchmarks.run;

import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.SampleTimeResult;
import org.openjdk.jmh.results.SingleShotResult;
import org.openjdk.jmh.util.ListStatistics;
import org.openjdk.jmh.util.Statistics;

/**
 * What was measured of one contestant. JMH quotes a mean and its error; here the figure is the median, which one
 * disturbed iteration does not move.
 *
 * @param median the figure to quote
 * @param min the least figure of an iteration
 * @param max the greatest figure of an iteration
 * @param count how many iterations there were, in all JVMs together
 */
public record Score(double median, double min, double max, long count) {
    private static final int MEDIAN = 50; // as a percentile

    /** Returns the score of what JMH has measured, which must be of one iteration at least. */
    static Score of(RunResult result) {
        Result<?> primary = result.getPrimaryResult();
        if (primary instanceof SampleTimeResult) return ofSamples(result);
        // The time of a single shot is of no interest: the figure is what the benchmark has counted.
        if (primary instanceof SingleShotResult) return of(counter(result).getStatistics());
        return of(primary.getStatistics());
    }

    private static Score of(Statistics iterations) {
        return new Score(iterations.getPercentile(MEDIAN), iterations.getMin(), iterations.getMax(), iterations.getN());
    }

    private static Result<?> counter(RunResult result) {
        return result.getSecondaryResults().values().iterator().next();
    }

    /** The median is that of all samples. The extremes among thousands are chance: least and greatest are medians. */
    private static Score ofSamples(RunResult result) {
        ListStatistics medians = new ListStatistics();
        for (IterationResult iteration : result.getAggregatedResult().getIterationResults()) {
            medians.addValue(iteration.getPrimaryResult().getStatistics().getPercentile(MEDIAN));
        }
        double median = result.getPrimaryResult().getStatistics().getPercentile(MEDIAN);
        return new Score(median, medians.getMin(), medians.getMax(), medians.getN());
    }

    /** Returns the score of a figure that was not measured but set. */
    static Score fixed(double figure) {
        return new Score(figure, figure, figure, 1);
    }
}
