package dev.secretariat.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.ManualTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BlockSizeTest {
    private final ManualTicker ticker = new ManualTicker();
    private final BlockSize blockSize = new BlockSize(ticker);

    private void blocks(int count, long nanosPerIndex) {
        for (int i = 0; i < count; i++) {
            ticker.advance(Duration.ofNanos(blockSize.current() * nanosPerIndex));
            blockSize.adjust();
        }
    }

    @Test
    void beginsWithOneIndex() {
        assertEquals(1, blockSize.current());
    }

    @Test
    void settlesAtAFewMicroseconds() {
        for (long nanos : new long[] {1, 7, 100, 2_000}) {
            blocks(20, nanos);
            long taken = blockSize.current() * nanos;
            assertTrue(taken >= 2_500 && taken < 10_000, nanos + " ns each: " + taken);
        }
    }

    @Test
    void slowIndicesAreTakenOneByOne() {
        blocks(10, 1);
        blocks(10, 1_000_000);
        assertEquals(1, blockSize.current());
    }

    @Test
    void aClockThatStandsStillDoesNotOverflowIt() {
        blocks(100, 0);
        assertEquals(1L << 30, blockSize.current());
    }

    @Test
    void aShortRestIsNotWorthSplitting() {
        blocks(10, 100);
        assertFalse(blockSize.isWorthSplitting(499));
        assertTrue(blockSize.isWorthSplitting(500));
        blocks(10, 1_000_000);
        assertFalse(blockSize.isWorthSplitting(1));
        assertTrue(blockSize.isWorthSplitting(2));
    }
}
