package dev.secretariat.benchmarks.run;

import dev.secretariat.benchmarks.peers.Peer;
import java.util.OptionalDouble;

/**
 * Our figure beside another.
 *
 * @param metric what was measured
 * @param workers on how many workers; 1 where there is one thread only
 * @param ours our score
 * @param peer the other's name
 * @param theirs the other's score
 * @param target the ratio that we mean to reach, if there is one
 */
public record Comparison(Metric metric, int workers, Score ours, String peer, Score theirs, OptionalDouble target) {
    /** What stands in the place of the peer where our figure is held against a limit. */
    public static final String LIMIT = "limit";

    static Comparison with(Peer peer, Metric metric, int workers, Score ours, Score theirs) {
        return new Comparison(metric, workers, ours, peer.id(), theirs, metric.target(peer, workers));
    }

    static Comparison withLimit(double limit, Metric metric, int workers, Score ours) {
        return new Comparison(metric, workers, ours, LIMIT, Score.fixed(limit), OptionalDouble.of(1));
    }

    /** How many times as good as theirs ours is. */
    public double ratio() {
        return metric.unit().ratio(ours.median(), theirs.median());
    }

    /** Whether there is a target and it is reached. */
    public boolean isMet() {
        return target.isPresent() && ratio() >= target.getAsDouble();
    }
}
