package dev.secretariat.benchmarks.run;

/** Finds metrics for the tests. */
public final class MetricNamed {
    private MetricNamed() {}

    /** Returns the metric of that name. */
    public static Metric metric(String name) {
        return Metrics.all().stream()
                .filter(metric -> metric.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
