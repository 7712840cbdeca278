package dev.secretariat.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IntervalTest {
    private static Optional<Interval> ofFirst(int count) {
        return Interval.ofMedian(
                IntStream.rangeClosed(1, count).mapToDouble(i -> i).toArray());
    }

    /** The ranks are those of the tables of the sign test. */
    @Test
    void fromTheKthLeastToTheKthGreatest() {
        assertEquals(Optional.of(new Interval(1, 6, 1 - 2 / 64.0)), ofFirst(6));
        assertEquals(Optional.of(new Interval(1, 8, 1 - 2 / 256.0)), ofFirst(8));
        assertEquals(Optional.of(new Interval(2, 8, 1 - 20 / 512.0)), ofFirst(9));
        Interval ofTwenty = ofFirst(20).orElseThrow();
        assertEquals(6, ofTwenty.low());
        assertEquals(15, ofTwenty.high());
        assertEquals(0.9586, ofTwenty.confidence(), 1e-4);
        assertEquals(40, ofFirst(100).orElseThrow().low());
    }

    @Test
    void fiveValuesAreTooFew() {
        assertEquals(Optional.empty(), ofFirst(0));
        assertEquals(Optional.empty(), ofFirst(Interval.FEWEST - 1));
        assertTrue(ofFirst(Interval.FEWEST).isPresent());
    }

    @Test
    void theOrderDoesNotMatterAndNineBearOneOutlierAtEachEnd() {
        Interval interval = Interval.ofMedian(5, 1e9, 4, 3, 6, 1e-9, 7, 2, 8).orElseThrow();
        assertEquals(2, interval.low());
        assertEquals(8, interval.high());
    }

    @Test
    void theEndsAreInIt() {
        Interval interval = ofFirst(6).orElseThrow();
        assertTrue(interval.contains(1) && interval.contains(6));
        assertFalse(interval.contains(0.9) || interval.contains(6.1));
    }
}
