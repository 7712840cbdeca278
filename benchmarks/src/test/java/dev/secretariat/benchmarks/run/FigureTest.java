package dev.secretariat.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.AverageTimeResult;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.results.SingleShotResult;

class FigureTest {
    private static IterationResult iteration(Result<?>... results) {
        IterationResult iteration = new IterationResult(null, null, null);
        for (Result<?> result : results) iteration.addResult(result);
        return iteration;
    }

    private static IterationResult time(long nanos) {
        return iteration(new AverageTimeResult(ResultRole.PRIMARY, "fib", 1, nanos, TimeUnit.NANOSECONDS));
    }

    private static IterationResult count(double bytes) {
        return iteration(
                new SingleShotResult(ResultRole.PRIMARY, "parked", 1_000_000, TimeUnit.NANOSECONDS),
                new ScalarResult("bytes", bytes, "#", AggregationPolicy.SUM));
    }

    private static double figure(IterationResult... iterations) {
        return Figure.of(new RunResult(null, List.of(new BenchmarkResult(null, List.of(iterations)))));
    }

    @Test
    void isTheMedianOfTheIterations() {
        assertEquals(2, figure(time(9), time(1), time(2)));
        assertEquals(2.5, figure(time(9), time(1), time(2), time(3)));
    }

    @Test
    void ofASingleShotIsWhatItCounted() {
        assertEquals(44, figure(count(40), count(48)));
    }
}
