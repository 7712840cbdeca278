package dev.secretariat.benchmarks.run;

import dev.secretariat.benchmarks.peers.Peer;
import java.util.List;

/**
 * What is to be run.
 *
 * @param metrics what to measure
 * @param peers whom to compare with, if they take part in a metric
 * @param workers how many workers, one number after the other; if empty, one a processor, and for a metric that scales
 *     also a single one
 * @param effort how many rounds each metric has, and how long a JVM takes in each
 * @param jvmArguments the arguments of the JVMs that measure
 */
public record Plan(
        List<Metric> metrics, List<Peer> peers, List<Integer> workers, Effort effort, List<String> jvmArguments) {

    /** Returns whether there is nothing to measure: none of the peers takes part in any of the metrics. */
    public boolean isEmpty() {
        return parts().isEmpty();
    }

    List<Part> parts() {
        return metrics.stream()
                .map(metric -> new Part(metric, chosen(metric), workers(metric)))
                .filter(part -> !part.peers().isEmpty() || part.metric().limit().isPresent())
                .toList();
    }

    private List<Integer> workers(Metric metric) {
        if (!metric.hasWorkers()) return List.of(1);
        if (!workers.isEmpty()) return workers.stream().sorted().toList();
        int processors = Runtime.getRuntime().availableProcessors();
        return metric.is(Trait.SCALES) && processors > 1 ? List.of(1, processors) : List.of(processors);
    }

    private List<Peer> chosen(Metric metric) {
        return metric.peers().stream().filter(peers::contains).toList();
    }
}
