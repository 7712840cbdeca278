package dev.secretariat.benchmarks.run;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Compares what was measured of us with what was measured of another, pair by pair: what slows the machine down for
 * seconds slows both figures of a pair, and their ratio hardly changes.
 *
 * @param metric what was measured
 * @param workers how many workers there were; 1 where there is one thread only
 * @param other whom or what we are compared with
 * @param pairs the measurements, at least one pair
 * @param target the ratio that we mean to reach, if there is one
 */
public record Comparison(Metric metric, int workers, Other other, List<Pair> pairs, OptionalDouble target) {
    /**
     * Whom or what we are compared with.
     *
     * @param name what the results call it
     * @param isRival whether it is another scheduler that does the same work: not a limit, nor ourselves, nor a yardstick
     */
    public record Other(String name, boolean isRival) {}

    /** Returns the name of the other. */
    public String peer() {
        return other.name();
    }

    /** Returns our score. */
    public Score ours() {
        return score(Pair::ours);
    }

    /** Returns the score of the other. */
    public Score theirs() {
        return score(Pair::theirs);
    }

    private Score score(Function<Pair, Measurement> side) {
        return Score.of(
                pairs.stream().mapToDouble(pair -> side.apply(pair).figure()).toArray());
    }

    /** Returns how many times as good as the other we were in a pair; above 1, ours is better. */
    public double ratio(Pair pair) {
        return metric.unit().ratio(pair.ours().figure(), pair.theirs().figure());
    }

    /** Returns the median of the pairs' ratios: it may differ a little from the ratio of the scores. */
    public double ratio() {
        return Score.of(ratios()).median();
    }

    /** Returns where the true ratio lies, or nothing if there are too few pairs to tell. */
    public Optional<Interval> interval() {
        return Interval.ofMedian(ratios());
    }

    private double[] ratios() {
        return pairs.stream().mapToDouble(this::ratio).toArray();
    }

    /** Returns what can be said. */
    public Verdict verdict() {
        return interval().map(Comparison::verdict).orElse(Verdict.UNKNOWN);
    }

    private static Verdict verdict(Interval interval) {
        if (interval.contains(1)) return Verdict.EQUAL;
        return interval.low() > 1 ? Verdict.BETTER : Verdict.WORSE;
    }

    /**
     * Returns the same without the pairs that others have disturbed, or nothing if none is left then. Which pairs these are
     * does not depend on their figures, so that it is no choice of what one would like to see.
     */
    public Optional<Comparison> undisturbed() {
        List<Pair> rest = pairs.stream().filter(pair -> !pair.isDisturbed()).toList();
        return rest.isEmpty() ? Optional.empty() : Optional.of(new Comparison(metric, workers, other, rest, target));
    }

    /** Returns whether there is a target and it is met. */
    public boolean isMet() {
        return target.isPresent() && ratio() >= target.getAsDouble();
    }
}
