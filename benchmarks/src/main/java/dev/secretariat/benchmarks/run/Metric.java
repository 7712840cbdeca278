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
 * @param name what the command line and the results call it
 * @param about what it is, in a few words
 * @param method what JMH runs
 * @param unit the unit of the figure
 * @param ours as whom we take part
 * @param peers whom we are compared with
 * @param targets how many times as good as a peer we mean to be
 * @param limit what our own figure must not exceed
 * @param yardsticks which of the peers are no rivals: ourselves in another way, or what does less than we do
 * @param traits what is special about it
 */
public record Metric(
        String name,
        String about,
        BenchmarkMethod method,
        Unit unit,
        Peer ours,
        List<Peer> peers,
        Map<Peer, Double> targets,
        OptionalDouble limit,
        Set<Peer> yardsticks,
        Set<Trait> traits) {

    /** They schedule nothing, or are ourselves. */
    private static final Set<Peer> YARDSTICKS = Set.of(
            Peer.SECRETARIAT,
            Peer.SECRETARIAT_ASKING,
            Peer.SECRETARIAT_WINDS,
            Peer.SECRETARIAT_FIBERS,
            Peer.SECRETARIAT_BATON,
            Peer.SECRETARIAT_PLATFORM_BATON,
            Peer.RING,
            Peer.SEQUENTIAL);

    /** Returns a metric without targets, limit and traits; only what is a yardstick everywhere is one. */
    static Metric of(String name, String about, BenchmarkMethod method, Unit unit, List<Peer> peers) {
        return new Metric(
                name,
                about,
                method,
                unit,
                Peer.SECRETARIAT,
                peers,
                Map.of(),
                OptionalDouble.empty(),
                YARDSTICKS,
                Set.of());
    }

    /** Returns whether the number of workers can be chosen. */
    boolean hasWorkers() {
        return !is(Trait.ONE_THREAD);
    }

    /** Returns whether the metric has a trait. */
    public boolean is(Trait trait) {
        return traits.contains(trait);
    }

    /** Returns whether a peer is another scheduler that does the same work. */
    boolean isRival(Peer peer) {
        return !yardsticks.contains(peer);
    }

    /** Returns the target beside a peer. The one beside a single thread holds for one worker only. */
    OptionalDouble target(Peer peer, int workers) {
        Double target = targets.get(peer);
        if (target == null || (peer == Peer.SEQUENTIAL && workers != 1)) return OptionalDouble.empty();
        return OptionalDouble.of(target);
    }

    /** Returns this metric with the target of being at least so many times as good as all rivals. */
    Metric atLeast(double ratio) {
        return atLeast(ratio, peers.stream().filter(this::isRival).toArray(Peer[]::new));
    }

    /** Returns this metric with the target of being at least so many times as good as some peers. */
    Metric atLeast(double ratio, Peer... against) {
        Map<Peer, Double> more = new EnumMap<>(Peer.class);
        more.putAll(targets);
        for (Peer peer : against) more.put(peer, ratio);
        return new Metric(name, about, method, unit, ours, peers, more, limit, yardsticks, traits);
    }

    /** Returns this metric with us taking part in another way. */
    Metric as(Peer self) {
        return new Metric(name, about, method, unit, self, peers, targets, limit, yardsticks, traits);
    }

    /** Returns this metric with a limit. */
    Metric atMost(double figure) {
        return new Metric(
                name, about, method, unit, ours, peers, targets, OptionalDouble.of(figure), yardsticks, traits);
    }

    /** Returns this metric with another peer that is no rival in it. */
    Metric withYardstick(Peer peer) {
        Set<Peer> more = EnumSet.of(peer);
        more.addAll(yardsticks);
        return new Metric(name, about, method, unit, ours, peers, targets, limit, more, traits);
    }

    /** Returns this metric with more traits. */
    Metric with(Trait... added) {
        Set<Trait> more = EnumSet.noneOf(Trait.class);
        more.addAll(traits);
        more.addAll(Arrays.asList(added));
        return new Metric(name, about, method, unit, ours, peers, targets, limit, yardsticks, more);
    }
}
