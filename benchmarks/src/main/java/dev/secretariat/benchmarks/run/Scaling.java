package dev.secretariat.benchmarks.run;

import dev.secretariat.benchmarks.peers.Peer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Compares our own figures on several numbers of workers: up to one worker a processor, more workers should be
 * faster than one; beyond that, they should be hardly slower than one a processor.
 */
final class Scaling {
    private static final double SPEED_UP_OF_TWO = 1.7;
    private static final double MAX_SLOW_DOWN_BEYOND_PROCESSORS = 1.1;

    private record Key(String metric, int workers) {}

    private final int processors;
    private final Map<Key, Score> scores = new HashMap<>();

    Scaling(int processors) {
        this.processors = processors;
    }

    /** Remembers a new score of a metric, and compares it with the one on fewer workers, if that is there. */
    Optional<Comparison> add(Metric metric, int workers, Score ours) {
        if (!metric.is(Trait.SCALES)) return Optional.empty();
        scores.put(new Key(metric.name(), workers), ours);
        int fewer = workers > processors ? processors : 1;
        Score theirs = scores.get(new Key(metric.name(), fewer));
        if (theirs == null || fewer >= workers) return Optional.empty();
        return Optional.of(new Comparison(metric, workers, ours, name(fewer), theirs, target(workers)));
    }

    private OptionalDouble target(int workers) {
        if (workers > processors) return OptionalDouble.of(1 / MAX_SLOW_DOWN_BEYOND_PROCESSORS);
        return workers == 2 ? OptionalDouble.of(SPEED_UP_OF_TWO) : OptionalDouble.empty();
    }

    /** Returns what stands in the place of the peer. */
    private static String name(int workers) {
        return Peer.SECRETARIAT.id() + "-" + workers;
    }
}
