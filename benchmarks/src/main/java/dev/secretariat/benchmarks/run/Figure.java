package dev.secretariat.benchmarks.run;

import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.SingleShotResult;

/** The figure of a JVM. JMH quotes a mean and its error; here it is the median, which one disturbed iteration does not move. */
final class Figure {
    private static final int MEDIAN = 50; // as a percentile

    private Figure() {}

    /** Returns the figure of what JMH has measured, which must be of one iteration at least. */
    static double of(RunResult result) {
        Result<?> primary = result.getPrimaryResult();
        // The time of a single shot is of no interest: the figure is what the benchmark has counted.
        if (primary instanceof SingleShotResult) return median(counter(result));
        return median(primary);
    }

    private static double median(Result<?> result) {
        return result.getStatistics().getPercentile(MEDIAN);
    }

    private static Result<?> counter(RunResult result) {
        return result.getSecondaryResults().values().iterator().next();
    }
}
