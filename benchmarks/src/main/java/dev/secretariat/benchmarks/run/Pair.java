package dev.secretariat.benchmarks.run;

/**
 * What was measured of us and of another in the same round.
 *
 * @param round the number of the round
 * @param ours our measurement
 * @param theirs the other's measurement
 */
public record Pair(int round, Measurement ours, Measurement theirs) {
    /** Returns whether others are known to have taken much of the machine from one of the two. */
    boolean isDisturbed() {
        return ours.load().isForeign() || theirs.load().isForeign();
    }
}
