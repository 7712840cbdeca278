package dev.secretariat.benchmarks.run;

import dev.secretariat.benchmarks.peers.Peer;
import java.util.List;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * What is to be run.
 *
 * @param metrics what to measure
 * @param peers whom to compare with, if they take part in a metric
 * @param workers how many workers, one number after the other; if empty, one a processor, and for a metric that scales
 *     also a single one
 * @param effort how many JVMs and iterations JMH gives to each figure, and how long these take
 * @param jvmArguments the arguments of the JVMs that measure
 */
public record Plan(
        List<Metric> metrics, List<Peer> peers, List<Integer> workers, Options effort, List<String> jvmArguments) {

    /** Enough to quote: several JVMs, since what the JIT compiler makes of the code differs from one to the next. */
    public static final Options FULL = new OptionsBuilder()
            .forks(3)
            .warmupIterations(3)
            .warmupTime(TimeValue.milliseconds(1000))
            .measurementIterations(3)
            .measurementTime(TimeValue.milliseconds(400))
            .build();

    /** Enough to see whether something is broken. */
    public static final Options QUICK = new OptionsBuilder()
            .forks(1)
            .warmupIterations(1)
            .warmupTime(TimeValue.milliseconds(500))
            .measurementIterations(2)
            .measurementTime(TimeValue.milliseconds(300))
            .build();

    /** One metric on one number of workers: what JMH runs at a time. */
    record Part(Metric metric, List<Peer> peers, int workers) {}

    /** Returns whether there is nothing to measure: none of the peers takes part in any of the metrics. */
    public boolean isEmpty() {
        return parts().isEmpty();
    }

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

    Options effort(Metric metric) {
        if (metric.is(Trait.LONG)) {
            int third = (effort.getForkCount().get() + 2) / 3; // rounded up
            return new OptionsBuilder().parent(effort).forks(third).build();
        }
        // A heap's size hardly varies, but takes long to measure.
        if (metric.unit() == Unit.BYTES) {
            return new OptionsBuilder()
                    .parent(effort)
                    .forks(1)
                    .warmupIterations(1)
                    .measurementIterations(2)
                    .build();
        }
        return effort;
    }
}
