package dev.secretariat.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.ManualTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final ManualTicker ticker = new ManualTicker();
    private final Pace pace = new Pace(ticker);

    private void blocks(int count, long nanosPerIndex) {
        for (int i = 0; i < count; i++) {
            ticker.advance(Duration.ofNanos(pace.size() * nanosPerIndex));
            pace.tick();
        }
    }

    @Test
    void beginsWithOneIndex() {
        assertEquals(1, pace.size());
    }

    @Test
    void settlesAtAFewMicroseconds() {
        for (long nanos : new long[] {1, 7, 100, 2_000}) {
            blocks(20, nanos);
            long taken = pace.size() * nanos;
            assertTrue(taken >= 2_500 && taken < 10_000, nanos + " ns each: " + taken);
        }
    }

    @Test
    void slowIndicesAreTakenOneByOne() {
        blocks(10, 1);
        blocks(10, 1_000_000);
        assertEquals(1, pace.size());
    }

    @Test
    void aClockThatStandsStillDoesNotOverflowIt() {
        blocks(100, 0);
        assertEquals(1L << 30, pace.size());
    }

    @Test
    void aShortRestIsNotWorthSplitting() {
        blocks(10, 100);
        assertFalse(pace.isWorthSplitting(499));
        assertTrue(pace.isWorthSplitting(500));
        blocks(10, 1_000_000);
        assertFalse(pace.isWorthSplitting(1));
        assertTrue(pace.isWorthSplitting(2));
    }
}
