package dev.secretariat.benchmarks.run;

import java.time.Duration;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How much is measured. What the JIT compiler makes of the code, and where the kernel puts the threads, differs from
 * one JVM to the next by more than from one second to the next in the same JVM: so many JVMs live shortly. They must
 * live longer than the compiler takes, though, which is about half a second with most contestants and a whole one
 * with the recursions.
 *
 * @param rounds in how many JVMs each entrant is measured
 * @param warmups how many iterations each JVM warms up for
 * @param warmup how long one of them takes
 * @param iterations how many iterations each JVM measures
 * @param iteration how long one of them takes
 */
public record Effort(int rounds, int warmups, Duration warmup, int iterations, Duration iteration) {
    /** Of nine pairs the interval leaves out one at each end, so that one disturbed JVM does not widen it. */
    private static final int ROUNDS = 9;

    /** Enough to quote. */
    public static final Effort FULL = new Effort(ROUNDS, 3, Duration.ofMillis(400), 4, Duration.ofMillis(150));

    /** Enough to see who is faster. */
    public static final Effort QUICK = new Effort(ROUNDS, 2, Duration.ofMillis(350), 3, Duration.ofMillis(100));

    /**
     * How many times as long fibers are warmed up: ten thousand of ours were seen to cost many times as much in a JVM's first
     * seconds as later, longer than others on virtual threads or in coroutines do.
     */
    private static final int FIBER_WARMUPS = 4;

    /** Returns the same with another number of rounds. */
    public Effort withRounds(int count) {
        return new Effort(count, warmups, warmup, iterations, iteration);
    }

    /** Returns this effort as far as a metric is worth it. */
    Effort of(Metric metric) {
        // A heap's size hardly varies, but takes long to measure: the fewest rounds that give an interval.
        if (metric.is(Trait.FIBERS)) {
            return new Effort(rounds, warmups * FIBER_WARMUPS, warmup, iterations, iteration);
        }
        if (metric.unit() != Unit.BYTES) return this;
        return new Effort(Math.min(rounds, Interval.FEWEST), 1, warmup, 1, iteration);
    }

    /** Returns how long a JVM warms up and measures, where an operation is short; it also takes time to start. */
    Duration ofOneFork() {
        return warmup.multipliedBy(warmups).plus(iteration.multipliedBy(iterations));
    }

    Options options() {
        return new OptionsBuilder()
                .forks(1)
                .warmupIterations(warmups)
                .warmupTime(TimeValue.milliseconds(warmup.toMillis()))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.milliseconds(iteration.toMillis()))
                .build();
    }
}
