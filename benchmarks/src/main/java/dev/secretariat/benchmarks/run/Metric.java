package dev.secretariat.benchmarks.run;

import dev.secretariat.benchmarks.peers.Peer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * One thing that is measured.
 *
 * @param name of the metric, which is that of the benchmark method
 * @param about what it is, in a few words
 * @param benchmark the class of the method
 * @param measure which of JMH's figures counts
 * @param unit of the figure
 * @param peers who is compared with us
 * @param targets how many times as good as a peer we mean to be
 * @param limit what our own figure must not exceed
 */
public record Metric(
        String name,
        String about,
        Class<?> benchmark,
        Measure measure,
        Unit unit,
        List<Peer> peers,
        Map<Peer, Double> targets,
        OptionalDouble limit) {

    /** What JMH is told to run. */
    String pattern() {
        return "^" + (benchmark.getName() + "." + name).replace(".", "\\.") + "$";
    }

    /** Whether tasks run on a number of workers that one may choose. */
    boolean hasWorkers() {
        return !peers.contains(Peer.RING);
    }

    /** The same with a target. */
    Metric atLeast(double ratio, Peer... against) {
        Map<Peer, Double> more = new EnumMap<>(Peer.class);
        more.putAll(targets);
        for (Peer peer : against) more.put(peer, ratio);
        return new Metric(name, about, benchmark, measure, unit, peers, more, limit);
    }

    /** The same with a limit. */
    Metric atMost(double figure) {
        return new Metric(name, about, benchmark, measure, unit, peers, targets, OptionalDouble.of(figure));
    }
}
