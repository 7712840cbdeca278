package dev.secretariat.examples.forks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.ManualTicker;
import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ContestTest {
    private final ManualTicker ticker = new ManualTicker(Long.MAX_VALUE); // wraps around
    private final Contest contest = new Contest(2, 1, 3, ticker);

    /** Takes 10 ns at its first run, 20 at its second, and so on; 100 times as long in a pool, 10,000 in a scheduler. */
    private class Sleepy implements ThreeWays<int[]> {
        final List<String> order = new ArrayList<>();
        private final int[] runs = new int[3];

        int[] run(int way, String name, long factor) {
            order.add(name);
            ticker.advance(Duration.ofNanos(++runs[way] * factor));
            return new int[] {1, 2};
        }

        @Override
        public int[] sequential() {
            return run(0, "sequential", 10);
        }

        @Override
        public int[] forkJoin(ForkJoinPool pool) {
            assertEquals(2, pool.getParallelism());
            return pool.submit(() -> run(1, "pool", 1_000)).join();
        }

        @Override
        public int[] secretariat(Scheduler scheduler) throws InterruptedException {
            return scheduler
                    .submit(worker -> Step.done(run(2, "scheduler", 100_000)))
                    .join();
        }
    }

    @Test
    void theWaysTakeTurnsAndTheWarmUpDoesNotCount() throws Exception {
        Sleepy ways = new Sleepy();
        Verdict<int[]> verdict = contest.hold(ways);
        assertEquals(1 + 4 * 3, ways.order.size());
        assertEquals(
                List.of("sequential", "sequential", "pool", "scheduler", "sequential", "pool", "scheduler"),
                ways.order.subList(0, 7));
        assertEquals(
                List.of(
                        new Timing("sequential", List.of(30L, 40L, 50L)), // after the first run and the warm-up
                        new Timing("ForkJoinPool", List.of(2_000L, 3_000L, 4_000L)),
                        new Timing("Secretariat", List.of(200_000L, 300_000L, 400_000L))),
                verdict.timings());
    }

    @Test
    void equalArraysAgree() throws Exception {
        Verdict<int[]> verdict = contest.hold(new Sleepy());
        assertTrue(verdict.agree());
        assertEquals(2, verdict.result().length);
    }

    @Test
    void aSingleRunThatDiffersIsNoticed() throws Exception {
        assertFalse(contest.hold(new Sleepy() {
                    @Override
                    public int[] forkJoin(ForkJoinPool pool) {
                        int[] result = super.forkJoin(pool);
                        if (order.size() == 6) result[1] = 3;
                        return result;
                    }
                })
                .agree());
    }

    @Test
    void theMedianIsInTheMiddle() {
        Timing odd = new Timing("odd", List.of(9L, 1L, 4L));
        assertEquals(4, odd.median());
        assertEquals(1, odd.fastest());
        assertEquals(9, odd.slowest());
        assertEquals(6.5, new Timing("even", List.of(9L, 1L, 4L, 100L)).median());
        assertEquals(7, new Timing("one", List.of(7L)).median());
        assertThrows(IllegalArgumentException.class, () -> new Timing("none", List.of()));
    }
}
