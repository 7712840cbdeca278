package dev.secretariat.benchmarks.run;

import dev.secretariat.benchmarks.peers.Peer;
import java.util.OptionalDouble;

/**
 * Compares our score with another one.
 *
 * @param metric what was measured
 * @param workers how many workers there were; 1 where there is one thread only
 * @param ours our score
 * @param peer the name of the other
 * @param theirs the score of the other
 * @param target the ratio that we mean to reach, if there is one
 */
public record Comparison(Metric metric, int workers, Score ours, String peer, Score theirs, OptionalDouble target) {
    /** The name of the other where our score is compared with a limit. */
    public static final String LIMIT = "limit";

    static Comparison with(Peer peer, Metric metric, int workers, Score ours, Score theirs) {
        return new Comparison(metric, workers, ours, peer.id(), theirs, metric.target(peer, workers));
    }

    static Comparison withLimit(double limit, Metric metric, int workers, Score ours) {
        return new Comparison(metric, workers, ours, LIMIT, Score.fixed(limit), OptionalDouble.of(1));
    }

    /** Returns how many times as good as theirs our score is. */
    public double ratio() {
        return metric.unit().ratio(ours.median(), theirs.median());
    }

    /** Returns whether there is a target and it is met. */
    public boolean isMet() {
        return target.isPresent() && ratio() >= target.getAsDouble();
    }
}
