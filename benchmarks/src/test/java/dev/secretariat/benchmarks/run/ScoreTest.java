package dev.secretariat.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ScoreTest {
    @Test
    void theMedianOfAnOddNumberIsTheMiddleOne() {
        assertEquals(new Score(2, 1, 9, 3), Score.of(9, 1, 2));
        assertEquals(new Score(7, 7, 7, 1), Score.of(7));
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheMiddleTwoAsRatiosGo() {
        assertEquals(new Score(4, 1, 9, 4), Score.of(9, 2, 1, 8));
        assertEquals(1 / Score.of(2, 3).median(), Score.of(1 / 2.0, 1 / 3.0).median(), 1e-12);
    }
}
