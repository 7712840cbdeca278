package dev.secretariat.benchmarks.run;

import dev.secretariat.benchmarks.peers.Peer;
import java.time.Duration;
import java.util.List;

/**
 * What is to be run.
 *
 * @param metrics what to measure
 * @param peers beside whom, of those that take part in a metric
 * @param workers with how many workers; if empty, with one a processor, and before it, if the metric scales,
 *     with one alone
 * @param effort how long
 * @param jvmArguments of the JVMs that measure
 */
public record Plan(
        List<Metric> metrics, List<Peer> peers, List<Integer> workers, Effort effort, List<String> jvmArguments) {

    /**
     * How much time to give to each figure.
     *
     * @param forks how many JVMs one after the other
     * @param warmups iterations that do not count
     * @param iterations that do
     * @param warmupTime of one iteration
     * @param time of one iteration
     */
    public record Effort(int forks, int warmups, int iterations, Duration warmupTime, Duration time) {
        /** Enough to quote. */
        public static final Effort FULL = new Effort(3, 3, 3, Duration.ofMillis(1000), Duration.ofMillis(400));

        /** Enough to see whether something is broken. */
        public static final Effort QUICK = new Effort(1, 1, 2, Duration.ofMillis(500), Duration.ofMillis(300));

        /** For a metric with few operations a second. */
        Effort forLong() {
            return withForks((forks + 2) / 3);
        }

        /** With another number of forks. */
        public Effort withForks(int other) {
            return new Effort(other, warmups, iterations, warmupTime, time);
        }
    }

    /** Whether none of the peers takes part in any of the metrics. */
    public boolean isEmpty() {
        return parts().isEmpty();
    }

    /** One metric on one number of workers. */
    record Part(Metric metric, List<Peer> peers, int workers) {}

    List<Part> parts() {
        return metrics.stream()
                .flatMap(metric -> workers(metric).stream().map(count -> new Part(metric, chosen(metric), count)))
                .filter(part -> !part.peers().isEmpty() || part.metric().limit().isPresent())
                .toList();
    }

    private List<Integer> workers(Metric metric) {
        if (!metric.hasWorkers()) return List.of(1);
        // In rising order, so that what scales is compared with what has been measured before.
        if (!workers.isEmpty()) return workers.stream().sorted().toList();
        int processors = Runtime.getRuntime().availableProcessors();
        return metric.is(Trait.SCALES) && processors > 1 ? List.of(1, processors) : List.of(processors);
    }

    private List<Peer> chosen(Metric metric) {
        return metric.peers().stream().filter(peers::contains).toList();
    }

    Effort effort(Metric metric) {
        if (metric.is(Trait.LONG)) return effort.forLong();
        // A heap's size hardly varies, but takes long to measure.
        return metric.measure() == Measure.COUNTER ? new Effort(1, 1, 2, effort.warmupTime(), effort.time()) : effort;
    }
}
