package dev.secretariat.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.ManualTicker;
import dev.secretariat.Worker;
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
    void whatDoesNotPayAWakeIsNotShared() {
        Worker helped = new LoneWorker(() -> true, 1);
        blocks(10, 100);
        assertFalse(blockSize.isWorthSharing(499, helped));
        assertTrue(blockSize.isWorthSharing(500, helped));
        blocks(10, 1_000_000);
        assertFalse(blockSize.isWorthSharing(1, helped));
        assertTrue(blockSize.isWorthSharing(2, helped));
    }

    @Test
    void whereNobodyIsIdleNothingIsShared() {
        blocks(10, 100);
        assertFalse(blockSize.isWorthSharing(1_000_000, new LoneWorker(() -> false, 1)));
    }

    @Test
    void withSomebodyAwakeLessIsWorthSharing() {
        LoneWorker helped = new LoneWorker(() -> true, 1).withAwakeHelp();
        blocks(10, 100);
        assertFalse(blockSize.isWorthSharing(49, helped));
        assertTrue(blockSize.isWorthSharing(50, helped));
        assertEquals(0, helped.unsharedNanos);
    }

    @Test
    void eachLoopCountsOnceAsAChanceThatWasMissed() {
        LoneWorker asleep = new LoneWorker(() -> true, 1);
        blocks(10, 100);
        assertFalse(blockSize.isWorthSharing(200, asleep));
        assertFalse(blockSize.isWorthSharing(150, asleep));
        assertEquals(20_000, asleep.unsharedNanos);
    }

    @Test
    void whatATimeIsTooShortToTellIsNotShared() {
        Worker helped = new LoneWorker(() -> true, 1).withAwakeHelp();
        blocks(1, 249);
        assertFalse(blockSize.isWorthSharing(1_000_000, helped));
        blocks(1, 249);
        assertTrue(blockSize.isWorthSharing(1_000_000, helped));
    }

    @Test
    void aShortLoopIsDividedIfSomebodyIsAwake() {
        LoneWorker asleep = new LoneWorker(() -> true, 1_000);
        Loops.forEach(asleep, 0, 20, i -> {});
        assertEquals(0, asleep.forks);
        LoneWorker awake = new LoneWorker(() -> true, 1_000).withAwakeHelp();
        Loops.forEach(awake, 0, 20, i -> {});
        assertTrue(awake.forks > 0);
    }
}
