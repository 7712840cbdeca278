package dev.secretariat.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
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
import org.openjdk.jmh.results.SampleTimeResult;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.results.SingleShotResult;
import org.openjdk.jmh.util.SampleBuffer;

class ScoreTest {
    private static IterationResult iteration(Result<?>... results) {
        IterationResult iteration = new IterationResult(null, null, null);
        for (Result<?> result : results) iteration.addResult(result);
        return iteration;
    }

    private static IterationResult time(long nanos) {
        return iteration(new AverageTimeResult(ResultRole.PRIMARY, "fib", 1, nanos, TimeUnit.NANOSECONDS));
    }

    private static IterationResult samples(long... nanos) {
        SampleBuffer samples = new SampleBuffer();
        for (long sample : nanos) samples.add(sample);
        return iteration(new SampleTimeResult(ResultRole.PRIMARY, "idle", samples, TimeUnit.NANOSECONDS));
    }

    private static IterationResult count(double bytes) {
        return iteration(
                new SingleShotResult(ResultRole.PRIMARY, "parked", 1_000_000, TimeUnit.NANOSECONDS),
                new ScalarResult("bytes", bytes, "#", AggregationPolicy.SUM));
    }

    private static RunResult run(List<IterationResult> fork, List<IterationResult> otherFork) {
        List<BenchmarkResult> forks = new ArrayList<>();
        forks.add(new BenchmarkResult(null, fork));
        if (!otherFork.isEmpty()) forks.add(new BenchmarkResult(null, otherFork));
        return new RunResult(null, forks);
    }

    @Test
    void theMedianOfAnOddNumberOfIterationsIsTheMiddleOne() {
        RunResult run = run(List.of(time(9), time(1)), List.of(time(2)));
        assertEquals(new Score(2, 1, 9, 3), Score.of(run));
    }

    @Test
    void theMedianOfAnEvenNumberOfIterationsIsBetweenTheMiddleTwo() {
        RunResult run = run(List.of(time(9), time(1)), List.of(time(2), time(3)));
        assertEquals(new Score(2.5, 1, 9, 4), Score.of(run));
    }

    @Test
    void theMedianOfSamplesIsThatOfAllAndItsRangeThatOfTheIterationsMedians() {
        RunResult run = run(List.of(samples(1, 10, 20), samples(11, 12, 13)), List.of(samples(14, 15, 1000)));
        assertEquals(new Score(13, 10, 15, 3), Score.of(run));
    }

    @Test
    void ofASingleShotOnlyWhatItCountedIsOfInterest() {
        assertEquals(new Score(44, 40, 48, 2), Score.of(run(List.of(count(40), count(48)), List.of())));
    }
}
