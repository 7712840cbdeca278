package dev.secretariat.benchmarks.report;

import static dev.secretariat.benchmarks.run.MetricNamed.metric;

import dev.secretariat.benchmarks.run.Comparison;
import dev.secretariat.benchmarks.run.Comparison.Other;
import dev.secretariat.benchmarks.run.Comparisons;
import dev.secretariat.benchmarks.run.Load;
import dev.secretariat.benchmarks.run.Measurement;
import dev.secretariat.benchmarks.run.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Comparisons that nobody has measured. */
final class Samples {
    static final Load QUIET = new Load(OptionalDouble.of(1.5), OptionalDouble.of(0.01));

    static final List<Comparison> ALL = List.of(
            comparison("chainedSpawn", 12.5, "fjp", 37.5, OptionalDouble.of(3)),
            comparison("chainedSpawn", 12.5, "virtual", 99, OptionalDouble.of(10)),
            comparison("foreignSubmit1", 25.1, "reactor", 25, OptionalDouble.empty()),
            comparison("bytesPerParkedTask", 40, Comparisons.LIMIT, 48, OptionalDouble.of(1)));

    private Samples() {}

    private static Comparison comparison(String name, double ours, String peer, double theirs, OptionalDouble target) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = -4; i <= 4; i++) {
            pairs.add(new Pair(i + 5, measurement(ours), measurement(theirs * Math.pow(1.1, i))));
        }
        Other other = new Other(peer, !peer.equals(Comparisons.LIMIT));
        return new Comparison(metric(name), 2, other, pairs, target);
    }

    private static Measurement measurement(double figure) {
        return new Measurement(figure, QUIET);
    }
}
