package dev.secretariat.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** {@link Simulation#check(long, long, int, java.util.function.Consumer)}. */
class SweepTest {
    @Test
    void severalThreadsFindWhatOneFinds() {
        Simulation simulation = Simulation.of(Programs::losesAnUpdateInACrowd).policy(Policy.pct(2, 62));
        for (long first : new long[] {0, 1_000, -5_000}) {
            String one = assertThrows(SimulationFailure.class, () -> simulation.check(first, 10_000, text -> {}))
                    .getMessage();
            for (int threads : new int[] {1, 2, 4}) {
                String several = assertThrows(
                                SimulationFailure.class, () -> simulation.check(first, 10_000, threads, text -> {}))
                        .getMessage();
                assertEquals(one, several);
            }
        }
    }

    @Test
    void eachSeedIsRunOnce() {
        Set<Long> seeds = ConcurrentHashMap.newKeySet();
        Simulation simulation = Simulation.of(it -> assertTrue(seeds.add(it.seed())));
        simulation.check(100, 1_000, 3, text -> {});
        assertEquals(1_000, seeds.size());
        assertTrue(seeds.contains(100L) && seeds.contains(1_099L));
    }

    @Test
    void anInterruptEndsIt() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Simulation simulation = Simulation.of(it -> begun.countDown());
        Thread[] sweeping = {null};
        boolean[] kept = {false};
        sweeping[0] = new Thread(() -> {
            assertThrows(CancellationException.class, () -> simulation.check(0, Long.MAX_VALUE, 2, text -> {}));
            kept[0] = Thread.currentThread().isInterrupted();
        });
        sweeping[0].start();
        begun.await();
        sweeping[0].interrupt();
        sweeping[0].join();
        assertTrue(kept[0]);
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        Simulation simulation = Simulation.of(it -> {});
        assertEquals(
                "threads is not positive: 0",
                assertThrows(IllegalArgumentException.class, () -> simulation.check(0, 1, 0, text -> {}))
                        .getMessage());
        assertEquals(
                "seeds is not positive: 0",
                assertThrows(IllegalArgumentException.class, () -> simulation.check(0, 0L, 1, text -> {}))
                        .getMessage());
    }
}
