package dev.secretariat.benchmarks.run;

import static dev.secretariat.benchmarks.run.MetricNamed.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;

/** Comparisons of contestants whose speed is known, on a machine whose noise is made. */
final class Simulated {
    /** By what factor the noise multiplies a time. */
    interface Noise {
        double factor(Random random);
    }

    /** What a quiet machine and the JIT compiler do: a twentieth up or down. */
    static final Noise MODERATE = random -> Math.exp(0.05 * random.nextGaussian());

    /** Mostly little, and in one JVM of ten a delay with a tail so heavy that it has neither variance nor mean. */
    static final Noise DELAYS = random -> {
        double delay = random.nextInt(10) == 0 ? 1 / (1 - random.nextDouble()) : 1;
        return delay * MODERATE.factor(random);
    };

    /** Cauchy's distribution on a logarithmic scale: orders of magnitude in both directions. */
    static final Noise CAUCHY = random -> Math.exp(0.1 * Math.tan(Math.PI * (random.nextDouble() - 0.5)));

    private Simulated() {}

    /**
     * Returns a comparison in which ours is {@code ratio} times as good. In each round the machine is up to ten times
     * as slow as at its best, for both alike.
     */
    static Comparison comparison(double ratio, int rounds, Noise noise, Random random) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 1; i <= rounds; i++) {
            double machine = 1 + 9 * random.nextDouble();
            double ours = 100 * machine * noise.factor(random);
            double theirs = 100 * machine * noise.factor(random) * ratio;
            pairs.add(new Pair(i, measurement(ours), measurement(theirs)));
        }
        return new Comparison(
                metric("fib30"), 2, new Comparison.Other("fjp-action", true), pairs, OptionalDouble.empty());
    }

    private static Measurement measurement(double figure) {
        return new Measurement(figure, Load.UNKNOWN);
    }
}
