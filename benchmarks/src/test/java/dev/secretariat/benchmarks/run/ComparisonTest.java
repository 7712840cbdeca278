package dev.secretariat.benchmarks.run;

import static dev.secretariat.benchmarks.run.MetricNamed.metric;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final double TARGET = 3;

    /** Compares figures, ours and theirs in turn. */
    private static Comparison comparison(String metric, double... figures) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < figures.length; i += 2) {
            pairs.add(new Pair(1 + i / 2, measurement(figures[i]), measurement(figures[i + 1])));
        }
        Comparison.Other other = new Comparison.Other("fjp", true);
        return new Comparison(metric(metric), 2, other, pairs, OptionalDouble.of(TARGET));
    }

    private static Measurement measurement(double figure) {
        return new Measurement(figure, Load.UNKNOWN);
    }

    @Test
    void halfTheTimeIsTwiceAsGood() {
        assertEquals(2, comparison("chainedSpawn", 10, 20).ratio());
    }

    @Test
    void twiceTheThroughputIsTwiceAsGood() {
        assertEquals(2, comparison("foreignSubmit1", 20, 10).ratio());
    }

    @Test
    void theRatioIsThatOfThePairsNotOfTheScores() {
        // The machine gets slower from pair to pair, and in one of them the other was disturbed.
        Comparison comparison = comparison("chainedSpawn", 100, 400, 200, 100, 300, 150);
        assertEquals(0.5, comparison.ratio());
        assertEquals(200, comparison.ours().median());
        assertEquals(150, comparison.theirs().median());
    }

    @Test
    void theVerdictIsThatOfTheInterval() {
        assertEquals(
                Verdict.BETTER,
                comparison("fib30", 1, 2, 1, 3, 1, 4, 1, 5, 1, 6, 1, 7).verdict());
        assertEquals(
                Verdict.WORSE,
                comparison("fib30", 2, 1, 3, 1, 4, 1, 5, 1, 6, 1, 7, 1).verdict());
        assertEquals(
                Verdict.EQUAL,
                comparison("fib30", 2, 1, 1, 3, 1, 4, 1, 5, 1, 6, 1, 7).verdict());
        assertEquals(
                Verdict.EQUAL,
                comparison("fib30", 1, 1, 1, 3, 1, 4, 1, 5, 1, 6, 1, 7).verdict());
        assertEquals(
                Verdict.UNKNOWN,
                comparison("fib30", 1, 2, 1, 3, 1, 4, 1, 5, 1, 6).verdict());
    }

    @Test
    void whatOthersDisturbedCanBeLeftOut() {
        Measurement quiet = measurement(10);
        Measurement disturbed = new Measurement(90, new Load(OptionalDouble.empty(), OptionalDouble.of(0.5)));
        Comparison comparison = new Comparison(
                metric("fib30"),
                2,
                new Comparison.Other("fjp", true),
                List.of(
                        new Pair(1, quiet, disturbed),
                        new Pair(2, disturbed, quiet),
                        new Pair(3, quiet, measurement(20))),
                OptionalDouble.empty());
        Comparison rest = comparison.undisturbed().orElseThrow();
        assertEquals(List.of(3), rest.pairs().stream().map(Pair::round).toList());
        assertEquals(2, rest.ratio());
        Comparison nothing = new Comparison(
                comparison.metric(), 2, comparison.other(), comparison.pairs().subList(0, 2), comparison.target());
        assertTrue(nothing.undisturbed().isEmpty());
    }

    @Test
    void aTargetIsMetFromItsRatioOn() {
        assertTrue(comparison("chainedSpawn", 10, 30).isMet());
        assertFalse(comparison("chainedSpawn", 10, 29.9).isMet());
    }
}
