package dev.secretariat.examples.forks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Scheduler;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.parallel.ParallelScheduler;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;

/** Runs all three versions of an example, on all kinds of pools. */
public final class EveryWay {
    private EveryWay() {}

    public static <R> void assertResult(R expected, ThreeWays<R> ways) throws InterruptedException {
        assertSame(expected, ways.sequential(), "sequential");
        for (int workers : new int[] {1, 4}) {
            ForkJoinPool pool = new ForkJoinPool(workers);
            try {
                assertSame(expected, ways.forkJoin(pool), "ForkJoinPool of " + workers);
            } finally {
                pool.shutdown();
            }
            try (Scheduler parallel =
                    ParallelScheduler.builder().workers(workers).start()) {
                assertSame(expected, ways.secretariat(parallel), "parallel scheduler of " + workers);
            }
        }
        try (Scheduler cooperative = CooperativeScheduler.create()) {
            assertSame(expected, ways.secretariat(cooperative), "cooperative scheduler");
        }
    }

    private static void assertSame(Object expected, Object actual, String way) {
        assertTrue(
                Objects.deepEquals(expected, actual),
                () -> way + ": expected " + text(expected) + ", got " + text(actual));
    }

    private static String text(Object result) {
        return result instanceof int[] numbers ? Arrays.toString(numbers) : result.toString();
    }
}
