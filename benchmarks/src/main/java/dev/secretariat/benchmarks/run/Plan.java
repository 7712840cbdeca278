package dev.secretariat.benchmarks.run;

import dev.secretariat.benchmarks.peers.Peer;
import java.time.Duration;
import java.util.List;

/**
 * What is to be run.
 *
 * @param metrics what to measure
 * @param peers beside whom, of those that take part in a metric
 * @param workers with how many workers, one after the other
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
        public static final Effort QUICK = new Effort(1, 2, 3, Duration.ofMillis(250), Duration.ofMillis(200));

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
        return workers.stream()
                .flatMap(count -> metrics.stream()
                        .filter(metric -> metric.hasWorkers() || count.equals(workers.get(0)))
                        .map(metric -> new Part(metric, chosen(metric), metric.hasWorkers() ? count : 1)))
                .filter(part -> !part.peers().isEmpty() || part.metric().limit().isPresent())
                .toList();
    }

    private List<Peer> chosen(Metric metric) {
        return metric.peers().stream().filter(peers::contains).toList();
    }

    /** How often JMH will iterate in all. */
    int iterations() {
        return parts().stream().mapToInt(this::iterations).sum();
    }

    private int iterations(Part part) {
        Effort each = effort(part.metric());
        return (part.peers().size() + 1) * each.forks() * (each.warmups() + each.iterations());
    }

    /** A heap's size hardly varies, but takes long to measure. */
    Effort effort(Metric metric) {
        return metric.measure() == Measure.COUNTER ? new Effort(1, 1, 2, effort.warmupTime(), effort.time()) : effort;
    }
}
