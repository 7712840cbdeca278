package dev.secretariat.benchmarks.report;

import static dev.secretariat.benchmarks.run.MetricNamed.metric;

import dev.secretariat.benchmarks.run.Comparison;
import dev.secretariat.benchmarks.run.Score;
import java.util.List;
import java.util.OptionalDouble;

/** Comparisons that nobody has measured. */
final class Samples {
    static final List<Comparison> ALL = List.of(
            comparison("chainedSpawn", 12.5, "fjp", 37.5, OptionalDouble.of(3)),
            comparison("chainedSpawn", 12.5, "virtual", 99, OptionalDouble.of(10)),
            comparison("foreignSubmit1", 25.1, "reactor", 3.21, OptionalDouble.empty()),
            comparison("bytesPerParkedTask", 40, Comparison.LIMIT, 48, OptionalDouble.of(1)));

    private Samples() {}

    private static Comparison comparison(String name, double ours, String peer, double theirs, OptionalDouble target) {
        return new Comparison(metric(name), 2, score(ours), peer, score(theirs), target);
    }

    private static Score score(double median) {
        return new Score(median, median / 2, median * 2, 9);
    }
}
