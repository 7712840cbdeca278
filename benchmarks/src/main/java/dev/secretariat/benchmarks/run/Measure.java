package dev.secretariat.benchmarks.run;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** Which of the figures that JMH gives is the one. */
public enum Measure {
    /** The median over all iterations of all forks. */
    ITERATIONS {
        @Override
        Score of(RunResult result) {
            return Score.of(figures(result, IterationResult::getPrimaryResult));
        }
    },
    /** The median over all samples of all iterations; as minimum and maximum, the medians of iterations. */
    SAMPLES {
        @Override
        Score of(RunResult result) {
            List<Double> medians = new ArrayList<>();
            for (BenchmarkResult fork : result.getBenchmarkResults()) {
                for (IterationResult iteration : fork.getIterationResults()) {
                    medians.add(iteration.getPrimaryResult().getStatistics().getPercentile(50));
                }
            }
            double median = result.getPrimaryResult().getStatistics().getPercentile(50);
            return Score.of(medians).withMedian(median);
        }
    },
    /** The median over all iterations of what the benchmark counted itself. */
    COUNTER {
        @Override
        Score of(RunResult result) {
            return Score.of(figures(
                    result,
                    iteration ->
                            iteration.getSecondaryResults().values().iterator().next()));
        }
    };

    private interface Choice {
        Result<?> of(IterationResult iteration);
    }

    abstract Score of(RunResult result);

    private static List<Double> figures(RunResult result, Choice choice) {
        List<Double> figures = new ArrayList<>();
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            for (IterationResult iteration : fork.getIterationResults()) {
                figures.add(choice.of(iteration).getScore());
            }
        }
        return figures;
    }
}
