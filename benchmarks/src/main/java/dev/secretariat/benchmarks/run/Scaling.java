package dev.secretariat.benchmarks.run;

import dev.secretariat.benchmarks.peers.Peer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Our own figures on several numbers of workers, held against each other: up to one worker a processor,
 * more workers should be faster than one; beyond, no slower than one a processor.
 */
final class Scaling {
    private static final double SPEED_UP_OF_TWO = 1.7;
    private static final double SLOW_DOWN_OF_MORE = 1.1;

    private record Key(String metric, int workers) {}

    private final int processors;
    private final Map<Key, Score> scores = new HashMap<>();

    Scaling(int processors) {
        this.processors = processors;
    }

    /** How a metric's new figure compares with those that came before. */
    List<Comparison> add(Metric metric, int workers, Score ours) {
        List<Comparison> comparisons = new ArrayList<>();
        if (!metric.is(Trait.SCALES)) return comparisons;
        scores.put(new Key(metric.name(), workers), ours);
        int fewer = workers > processors ? processors : 1;
        Score theirs = scores.get(new Key(metric.name(), fewer));
        if (theirs != null && fewer < workers)
            comparisons.add(new Comparison(metric, workers, ours, name(fewer), theirs, target(workers)));
        return comparisons;
    }

    private OptionalDouble target(int workers) {
        if (workers > processors) return OptionalDouble.of(1 / SLOW_DOWN_OF_MORE);
        return workers == 2 ? OptionalDouble.of(SPEED_UP_OF_TWO) : OptionalDouble.empty();
    }

    /** What stands in the place of the peer. */
    static String name(int workers) {
        return Peer.SECRETARIAT.id() + "-" + workers;
    }
}
