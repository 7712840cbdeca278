package dev.secretariat.benchmarks.run;

import dev.secretariat.benchmarks.peers.Peer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * One thing that is measured.
 *
 * @param name of the metric
 * @param about what it is, in a few words
 * @param method what JMH runs
 * @param measure which of JMH's figures counts
 * @param unit of the figure
 * @param peers who is compared with us
 * @param targets how many times as good as a peer we mean to be
 * @param limit what our own figure must not exceed
 * @param traits what is special about it
 */
public record Metric(
        String name,
        String about,
        Method method,
        Measure measure,
        Unit unit,
        List<Peer> peers,
        Map<Peer, Double> targets,
        OptionalDouble limit,
        Set<Trait> traits) {

    /** One without targets. */
    static Metric of(String name, String about, Method method, Measure measure, Unit unit, List<Peer> peers) {
        return new Metric(name, about, method, measure, unit, peers, Map.of(), OptionalDouble.empty(), Set.of());
    }

    /** Whether tasks run on a number of workers that one may choose. */
    boolean hasWorkers() {
        return !peers.contains(Peer.RING);
    }

    /** Whether it has a trait. */
    public boolean is(Trait trait) {
        return traits.contains(trait);
    }

    /** The target beside a peer; beside a single thread, it is one worker's. */
    OptionalDouble target(Peer peer, int workers) {
        Double target = targets.get(peer);
        if (target == null || (peer == Peer.SEQUENTIAL && workers != 1)) return OptionalDouble.empty();
        return OptionalDouble.of(target);
    }

    /** The same with a target. */
    Metric atLeast(double ratio, Peer... against) {
        Map<Peer, Double> more = new EnumMap<>(Peer.class);
        more.putAll(targets);
        for (Peer peer : against) more.put(peer, ratio);
        return new Metric(name, about, method, measure, unit, peers, more, limit, traits);
    }

    /** The same with a limit. */
    Metric atMost(double figure) {
        return new Metric(name, about, method, measure, unit, peers, targets, OptionalDouble.of(figure), traits);
    }

    /** The same with more traits. */
    Metric with(Trait... added) {
        Set<Trait> more = EnumSet.noneOf(Trait.class);
        more.addAll(traits);
        more.addAll(Arrays.asList(added));
        return new Metric(name, about, method, measure, unit, peers, targets, limit, more);
    }
}
