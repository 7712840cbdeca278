package dev.secretariat.benchmarks.run;

import dev.secretariat.benchmarks.peers.Peer;
import dev.secretariat.benchmarks.run.Comparison.Other;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Makes comparisons of the rounds of a metric. */
public final class Comparisons {
    /** The name of the other where our figure is compared with a limit. */
    public static final String LIMIT = "limit";

    private final Part part;
    private final List<Round> rounds;
    private final List<Comparison> made = new ArrayList<>();

    private Comparisons(Part part, List<Round> rounds) {
        this.part = part;
        this.rounds = rounds;
    }

    /** Compares us with the limit, with all peers, and with ourselves on fewer workers. */
    static List<Comparison> of(Part part, List<Round> rounds, Scaling scaling) {
        Comparisons comparisons = new Comparisons(part, rounds);
        for (int workers : part.workers()) comparisons.compare(workers, scaling);
        return comparisons.made;
    }

    /** Returns the comparison with the best rival for each metric and number of workers that has one. */
    public static List<Comparison> withBestRivals(List<Comparison> all) {
        record Key(String metric, int workers) {}
        Map<Key, Comparison> best = new LinkedHashMap<>();
        for (Comparison one : all) {
            if (!one.other().isRival()) continue;
            Key key = new Key(one.metric().name(), one.workers());
            best.merge(key, one, (before, now) -> now.ratio() < before.ratio() ? now : before);
        }
        return List.copyOf(best.values());
    }

    private void compare(int workers, Scaling scaling) {
        Metric metric = part.metric();
        Entrant ours = part.ours(workers);
        metric.limit().ifPresent(limit -> withLimit(limit, ours));
        for (Peer peer : part.peers()) {
            Other other = new Other(peer.id(), metric.isRival(peer));
            with(new Entrant(peer, workers), other, ours, metric.target(peer, workers));
        }
        if (!metric.is(Trait.SCALES)) return;
        int fewer = scaling.heldAgainst(workers);
        if (fewer == workers) return;
        Other other = new Other(metric.ours().id() + "-" + fewer, false);
        with(part.ours(fewer), other, ours, scaling.target(workers));
    }

    private void withLimit(double limit, Entrant ours) {
        Measurement fixed = new Measurement(limit, Load.UNKNOWN);
        List<Pair> pairs = new ArrayList<>();
        for (Round round : rounds) {
            round.of(ours).ifPresent(measured -> pairs.add(new Pair(round.number(), measured, fixed)));
        }
        add(ours, new Other(LIMIT, false), pairs, OptionalDouble.of(1));
    }

    private void with(Entrant theirs, Other other, Entrant ours, OptionalDouble target) {
        List<Pair> pairs = new ArrayList<>();
        for (Round round : rounds) {
            Optional<Measurement> first = round.of(ours);
            Optional<Measurement> second = round.of(theirs);
            if (first.isEmpty() || second.isEmpty()) continue;
            pairs.add(new Pair(round.number(), first.get(), second.get()));
        }
        add(ours, other, pairs, target);
    }

    private void add(Entrant ours, Other other, List<Pair> pairs, OptionalDouble target) {
        if (!pairs.isEmpty()) made.add(new Comparison(part.metric(), ours.workers(), other, pairs, target));
    }
}
