package dev.secretariat.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Code for executors runs in a simulation unchanged. */
@SuppressWarnings("FutureReturnValueIgnored") // what they do is looked at
class ExecutorsTest {
    private final SimulationScheduler simulation =
            SimulationScheduler.builder().seed(7).build();
    private final ScheduledExecutorService executor = simulation.asExecutorService();

    private long seconds() {
        return Duration.ofNanos(simulation.ticker().nanos()).toSeconds();
    }

    @Test
    void aFutureIsDrivenByWhoWaitsForIt() throws Exception {
        Future<Integer> future = executor.submit(() -> 5);
        assertEquals(5, future.get());
        List<Callable<Integer>> calls = List.of(() -> 1, () -> 2, () -> 3);
        int sum = 0;
        for (Future<Integer> each : executor.invokeAll(calls)) sum += each.get();
        assertEquals(6, sum);
        assertTrue(List.of(1, 2, 3).contains(executor.invokeAny(calls)));
    }

    @Test
    void delaysTakeVirtualTime() throws Exception {
        ScheduledFuture<Long> tomorrow = executor.schedule(this::seconds, 1, TimeUnit.DAYS);
        assertEquals(86_400, tomorrow.get());
    }

    @Test
    void periodicWorkStopsWithItsFirstFailure() {
        List<Long> times = new ArrayList<>();
        ScheduledFuture<?> future = executor.scheduleAtFixedRate(
                () -> {
                    times.add(seconds());
                    if (times.size() == 3) throw new IllegalStateException("enough");
                },
                10,
                5,
                TimeUnit.SECONDS);
        ExecutionException failure = assertThrows(ExecutionException.class, future::get);
        assertEquals("enough", failure.getCause().getMessage());
        assertEquals(List.of(10L, 15L, 20L), times);
    }

    @Test
    void completableFuturesRunInTheSimulation() {
        AtomicInteger result = new AtomicInteger();
        CompletableFuture.supplyAsync(() -> 20, executor)
                .thenCombineAsync(CompletableFuture.supplyAsync(() -> 22, executor), Integer::sum, executor)
                .thenAcceptAsync(result::set, executor);
        simulation.run();
        assertEquals(42, result.get());
    }

    @Test
    void awaitTerminationDrives() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < 10; i++) executor.schedule(ran::incrementAndGet, i, TimeUnit.HOURS);
        executor.shutdown();
        assertTrue(executor.awaitTermination(1, TimeUnit.DAYS));
        assertEquals(10, ran.get());
        assertEquals(9 * 3600, seconds());
    }

    @Test
    void aWaitWithATimeOutInsideATaskCostsThatTime() throws Exception {
        Future<?> later = executor.schedule(() -> {}, 1, TimeUnit.DAYS);
        Future<Long> ending = executor.submit(() -> {
            executor.shutdown();
            assertFalse(executor.awaitTermination(1, TimeUnit.HOURS));
            assertEquals(List.of(later), executor.shutdownNow());
            return seconds();
        });
        assertEquals(3600, ending.get());
        assertTrue(executor.awaitTermination(0, TimeUnit.SECONDS));
    }

    @Test
    void theOrderDependsOnTheSeed() {
        List<List<Integer>> orders = new ArrayList<>();
        for (long seed = 0; seed < 20; seed++) {
            SimulationScheduler one = SimulationScheduler.builder().seed(seed).build();
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                int number = i;
                one.asExecutorService().execute(() -> order.add(number));
            }
            one.close();
            orders.add(order);
        }
        assertTrue(orders.stream().distinct().count() > 10);
    }
}
