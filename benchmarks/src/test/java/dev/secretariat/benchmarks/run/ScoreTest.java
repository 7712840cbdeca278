package dev.secretariat.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreTest {
    @Test
    void theMedianOfAnOddNumberIsTheMiddleOne() {
        assertEquals(new Score(2, 1, 9, 3), Score.of(List.of(9.0, 1.0, 2.0)));
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheMiddleTwo() {
        assertEquals(new Score(2.5, 1, 9, 4), Score.of(List.of(9.0, 1.0, 2.0, 3.0)));
    }

    @Test
    void noFiguresHaveNoMedian() {
        assertThrows(IllegalArgumentException.class, () -> Score.of(List.of()));
    }
}
