package dev.secretariat.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.benchmarks.run.Simulated.Noise;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts how often the intervals are right, and the verdicts, over many runs with noise of several kinds. */
class CoverageTest {
    private static final int RUNS = 10_000;
    private static final long SEED = 20_261_130;
    private static final int DEFAULT = Effort.FULL.rounds();

    /** How far a count may be from what is expected of it: four standard deviations. */
    private static final double CHANCE = 4 * Math.sqrt(0.05 * 0.95 / RUNS);

    private static double share(double ratio, int rounds, Noise noise, Predicate<Comparison> counted) {
        Random random = new Random(SEED);
        int count = 0;
        for (int i = 0; i < RUNS; i++) {
            if (counted.test(Simulated.comparison(ratio, rounds, noise, random))) count++;
        }
        return (double) count / RUNS;
    }

    private static boolean isEqual(Comparison comparison) {
        return comparison.verdict() == Verdict.EQUAL;
    }

    private static Predicate<Comparison> covers(double ratio) {
        return comparison -> comparison.interval().orElseThrow().contains(ratio);
    }

    @Test
    void equalsAreCalledEqualAtLeastAsOftenAsTheConfidenceSays() {
        for (Noise noise : List.of(Simulated.MODERATE, Simulated.DELAYS, Simulated.CAUCHY)) {
            double share = share(1, DEFAULT, noise, CoverageTest::isEqual);
            assertTrue(share >= Interval.CONFIDENCE, () -> "only " + share);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 7, 8, 9, 10, 15, 20, 31})
    void theIntervalCoversTheTrueRatioAsOftenAsItsConfidenceSaysAndNotMoreOften(int rounds) {
        double confidence = Simulated.comparison(1, rounds, Simulated.MODERATE, new Random(SEED))
                .interval()
                .orElseThrow()
                .confidence();
        assertTrue(confidence >= Interval.CONFIDENCE);
        for (Noise noise : List.of(Simulated.MODERATE, Simulated.DELAYS, Simulated.CAUCHY)) {
            assertEquals(confidence, share(1.3, rounds, noise, covers(1.3)), CHANCE);
        }
    }

    @Test
    void aTenthIsFoundByTheDefaultPlan() {
        assertTrue(foundToBeBetter(Simulated.MODERATE) > 0.8);
        assertTrue(foundToBeBetter(Simulated.DELAYS) > 0.5);
        assertTrue(share(1 / 1.1, DEFAULT, Simulated.MODERATE, it -> it.verdict() == Verdict.WORSE) > 0.8);
    }

    private static double foundToBeBetter(Noise noise) {
        return share(1.1, DEFAULT, noise, comparison -> comparison.verdict() == Verdict.BETTER);
    }

    @Test
    void fewPairsAreNotEnoughToSayAnything() {
        assertEquals(1, share(100, Interval.FEWEST - 1, Simulated.MODERATE, it -> it.verdict() == Verdict.UNKNOWN));
    }
}
