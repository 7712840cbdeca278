package dev.secretariat.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Ticker;
import dev.secretariat.executor.ExecutorViewStopTest.Pool;
import dev.secretariat.spi.SchedulerBase;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Waits of the executor view inside a step of the same scheduler. */
@Timeout(60)
class ExecutorViewInsideTest {
    private static final Callable<Integer> ONE = () -> 1;

    @ParameterizedTest
    @EnumSource
    void theIdiomThatEndsAServiceReachesItsLastLineInATask(Pool pool) throws Exception {
        ScheduledExecutorService executor = pool.start(Ticker.system()).asExecutorService();
        Future<?> waiting = executor.schedule(() -> {}, 1, TimeUnit.DAYS);
        Future<List<Runnable>> ending = executor.submit(() -> {
            executor.shutdown();
            boolean terminated = executor.awaitTermination(1, TimeUnit.MILLISECONDS);
            return terminated ? null : executor.shutdownNow();
        });
        assertEquals(List.of(waiting), ending.get());
        assertTrue(executor.awaitTermination(1, TimeUnit.DAYS));
    }

    @ParameterizedTest
    @EnumSource
    void invokeAllAndGetEndByTheirTimeWhereNobodyElseWorks(Pool pool) throws Exception {
        if (pool.threads > 1) return;
        try (SchedulerBase scheduler = pool.start(Ticker.system())) {
            ScheduledExecutorService executor = scheduler.asExecutorService();
            Future<Boolean> outer = executor.submit(() -> {
                Future<Integer> own = executor.submit(ONE);
                assertThrows(TimeoutException.class, () -> own.get(1, TimeUnit.MILLISECONDS));
                assertThrows(
                        TimeoutException.class, () -> executor.invokeAny(List.of(ONE, ONE), 1, TimeUnit.MILLISECONDS));
                return executor.invokeAll(List.of(ONE, ONE), 1, TimeUnit.MILLISECONDS).stream()
                        .allMatch(Future::isCancelled);
            });
            assertTrue(outer.get());
        }
    }

    @ParameterizedTest
    @EnumSource(names = "THREE_WORKERS")
    void invokeAllAndGetHaveTheirResultsFromOtherWorkers(Pool pool) throws Exception {
        try (SchedulerBase scheduler = pool.start(Ticker.system())) {
            ScheduledExecutorService executor = scheduler.asExecutorService();
            Future<Integer> outer = executor.submit(() -> {
                int sum = executor.submit(ONE).get(1, TimeUnit.DAYS);
                sum += executor.invokeAny(List.of(ONE), 1, TimeUnit.DAYS);
                for (Future<Integer> each : executor.invokeAll(List.of(ONE, ONE), 1, TimeUnit.DAYS)) sum += each.get();
                return sum;
            });
            assertEquals(4, outer.get());
        }
    }

    @ParameterizedTest
    @EnumSource
    void waitsWithoutATimeOutAreRefused(Pool pool) throws Exception {
        try (SchedulerBase scheduler = pool.start(Ticker.system())) {
            ScheduledExecutorService executor = scheduler.asExecutorService();
            Future<Integer> later = executor.schedule(ONE, 1, TimeUnit.DAYS);
            Future<?> outer = executor.submit(() -> {
                for (Executable wait : List.<Executable>of(
                        () -> executor.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS),
                        () -> executor.awaitTermination(Long.MAX_VALUE, TimeUnit.DAYS),
                        () -> executor.invokeAll(List.of(ONE)),
                        () -> executor.invokeAny(List.of(ONE)),
                        later::get)) {
                    assertThrows(IllegalStateException.class, wait);
                }
                return 1;
            });
            assertEquals(1, outer.get());
            assertTrue(later.cancel(true));
            assertFalse(executor.isShutdown());
        }
    }
}
