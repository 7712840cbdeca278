package dev.secretariat.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Awaitable;
import dev.secretariat.FailureHandler;
import dev.secretariat.ManualTicker;
import dev.secretariat.Ticker;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.spi.Driven;
import dev.secretariat.spi.Reason;
import dev.secretariat.spi.SchedulerBase;
import dev.secretariat.spi.TaskCell;
import dev.secretariat.spi.TimerDeadline;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ExecutorViewWorkTest {
    @ParameterizedTest
    @EnumSource
    void aCallablesValueIsInItsFuture(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start()) {
            ScheduledExecutorService executor = scheduler.asExecutorService();
            Future<String> future = executor.submit(() -> "hello");
            assertEquals("hello", future.get());
            assertEquals("hello", future.get(0, TimeUnit.NANOSECONDS));
            assertTrue(future.isDone());
            assertFalse(future.isCancelled());
            assertFalse(future.cancel(true));
            assertEquals("given", executor.submit(() -> {}, "given").get());
            assertNull(executor.submit(() -> {}).get());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCallablesExceptionIsTheCauseOfWhatGetThrows(Driven driven) throws Exception {
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        ManualTicker ticker = new ManualTicker();
        SchedulerBase scheduler = driven.start(ticker, (task, failure) -> failures.add(failure));
        for (Throwable thrown : List.of(new IOException(), new IllegalStateException(), new Error())) {
            Future<?> future = scheduler.asExecutorService().submit(() -> {
                if (thrown instanceof Error error) throw error;
                throw (Exception) thrown;
            });
            assertSame(
                    thrown, assertThrows(ExecutionException.class, future::get).getCause());
            assertTrue(future.isDone());
            assertFalse(future.isCancelled());
        }
        scheduler.close();
        assertEquals(List.of(), failures);
    }

    @ParameterizedTest
    @EnumSource
    void theFailureOfAnExecutedRunnableIsReportedUnderItsClassesName(Driven driven) {
        List<String> failures = new CopyOnWriteArrayList<>();
        FailureHandler handler = (task, failure) -> failures.add(task.name() + ": " + failure.getMessage());
        SchedulerBase scheduler = driven.start(new ManualTicker(), handler);
        class Answering implements Runnable {
            @Override
            public void run() {
                throw new IllegalStateException("no answer");
            }
        }
        scheduler.asExecutorService().execute(new Answering());
        scheduler.close();
        assertEquals(List.of("Answering: no answer"), failures);
    }

    @Test
    void theFailureOfAnExecutedRunnableIsReportedAfterASecond() {
        List<Throwable> failures = new ArrayList<>();
        ManualTicker ticker = new ManualTicker();
        CooperativeScheduler scheduler = Driven.byItsCaller(ticker, (task, failure) -> failures.add(failure));
        Error error = new Error("of a runnable");
        scheduler.asExecutorService().execute(() -> {
            throw error;
        });
        scheduler.runUntilIdle();
        assertEquals(List.of(), failures);
        ticker.advance(Duration.ofSeconds(1));
        scheduler.runUntilIdle();
        assertEquals(List.of(error), failures);
    }

    @ParameterizedTest
    @EnumSource
    void otherLibrariesCanUseItAsAnExecutor_JDK8288899(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start()) {
            CompletableFuture<Integer> doubled = CompletableFuture.supplyAsync(() -> 21, scheduler.asExecutorService())
                    .thenApply(half -> half * 2);
            driven.settle(scheduler);
            assertEquals(42, doubled.join());
        }
    }

    @ParameterizedTest
    @EnumSource
    void invokeAllReturnsDoneFuturesInOrder(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start()) {
            List<Callable<Integer>> tasks = List.of(() -> 1, ExecutorViewWorkTest::fail, () -> 3);
            List<Future<Integer>> futures = scheduler.asExecutorService().invokeAll(tasks);
            assertTrue(futures.stream().allMatch(Future::isDone));
            assertEquals(1, futures.get(0).get());
            assertThrows(ExecutionException.class, () -> futures.get(1).get());
            assertEquals(3, futures.get(2).get());
            assertEquals(List.of(), scheduler.asExecutorService().invokeAll(List.of()));
        }
    }

    @Test
    void invokeAllInterruptsWhatIsNotDoneInTime() throws Exception {
        ManualTicker ticker = new ManualTicker();
        try (SchedulerBase scheduler = Driven.BY_ITS_THREAD.start(ticker)) {
            List<Callable<Integer>> tasks = List.of(() -> 1, slow(ticker), () -> 3);
            List<Future<Integer>> futures = scheduler.asExecutorService().invokeAll(tasks, 1, TimeUnit.SECONDS);
            assertEquals(1, futures.get(0).get());
            assertTrue(futures.get(1).isCancelled());
            assertTrue(futures.get(2).isDone());
        } // slow has ended, so it was interrupted
    }

    @ParameterizedTest
    @EnumSource
    void invokeAnyReturnsTheFirstSuccess(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start()) {
            ScheduledExecutorService executor = scheduler.asExecutorService();
            List<Callable<Integer>> tasks = List.of(ExecutorViewWorkTest::fail, () -> 2, () -> 2);
            int first = executor.invokeAny(tasks);
            assertEquals(2, first);
            int again = executor.invokeAny(tasks, 1, TimeUnit.DAYS);
            assertEquals(2, again);
        }
    }

    @ParameterizedTest
    @EnumSource
    void invokeAnyTellsAllFailuresIfNoneSucceeds(Driven driven) {
        try (SchedulerBase scheduler = driven.start()) {
            Exception first = new IOException("first");
            Exception second = new IOException("second");
            List<Callable<Integer>> tasks = List.of(throwing(first), throwing(second));
            ExecutionException thrown = assertThrows(
                    ExecutionException.class,
                    () -> scheduler.asExecutorService().invokeAny(tasks));
            assertSame(first, thrown.getCause());
            assertEquals(List.of(second), Arrays.asList(thrown.getSuppressed()));
        }
    }

    @Test
    void invokeAnyEndsWhenItsTasksAreCancelledByShutdownNow() {
        CooperativeScheduler scheduler = CooperativeScheduler.create();
        ScheduledExecutorService executor = scheduler.asExecutorService();
        executor.execute(executor::shutdownNow);
        ExecutionException thrown =
                assertThrows(ExecutionException.class, () -> executor.invokeAny(List.of(() -> 1, () -> 2)));
        assertInstanceOf(CancellationException.class, thrown.getCause());
    }

    @Test
    void invokeAnyInterruptsWhatIsNotDoneInTime() {
        ManualTicker ticker = new ManualTicker();
        try (SchedulerBase scheduler = Driven.BY_ITS_THREAD.start(ticker)) {
            List<Callable<Integer>> tasks = List.of(ExecutorViewWorkTest::fail, slow(ticker), () -> 3);
            assertThrows(
                    TimeoutException.class, () -> scheduler.asExecutorService().invokeAny(tasks, 1, TimeUnit.SECONDS));
        } // slow has ended, so it was interrupted
    }

    /** Where another worker may be faster, there may be nothing to wait for. */
    @ParameterizedTest
    @EnumSource(names = "BY_ITS_WORKERS", mode = EnumSource.Mode.EXCLUDE)
    void waitingInsideAStepWithoutATimeOutIsRefused(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start()) {
            ScheduledExecutorService executor = scheduler.asExecutorService();
            AtomicInteger runs = new AtomicInteger();
            List<Callable<Integer>> tasks = List.of(runs::incrementAndGet);
            for (Executable wait : List.<Executable>of(
                    () -> executor.submit(() -> 1).get(),
                    () -> executor.submit(() -> 1).get(Long.MAX_VALUE, TimeUnit.DAYS),
                    () -> executor.invokeAll(tasks),
                    () -> executor.invokeAny(tasks),
                    () -> executor.awaitTermination(Long.MAX_VALUE, TimeUnit.DAYS))) {
                Future<IllegalStateException> refusal =
                        executor.submit(() -> assertThrows(IllegalStateException.class, wait));
                assertTrue(refusal.get().getMessage().contains("Step.await(handle)"));
            }
            assertEquals(0, runs.get());
        }
    }

    @Test
    void aFutureWhoseTaskTheSchedulerCouldNotTakeFails() {
        RuntimeException full = new IllegalStateException("full");
        List<Throwable> failures = new ArrayList<>();
        SchedulerBase scheduler = new SchedulerBase("full", Ticker.system(), (task, failure) -> failures.add(failure)) {
            @Override
            protected void ready(TaskCell<?> cell, Reason reason) {
                throw full;
            }
        };
        ScheduledExecutorService executor = scheduler.asExecutorService();
        Future<?> future = executor.submit(() -> 1);
        assertTrue(future.isDone());
        assertSame(full, assertThrows(ExecutionException.class, future::get).getCause());
        Future<?> later = executor.schedule(() -> 1, 1, TimeUnit.NANOSECONDS);
        assertSame(full, assertThrows(ExecutionException.class, later::get).getCause());
        executor.execute(() -> {});
        scheduler.close();
        assertTrue(failures.contains(full));
    }

    @Test
    void aThreadThatWaitsForAFutureLearnsThatItsTaskWasLost() {
        RuntimeException full = new IllegalStateException("full");
        ManualTicker ticker = new ManualTicker();
        SchedulerBase scheduler = new SchedulerBase("full", ticker, (task, failure) -> {}) {
            @Override
            protected void ready(TaskCell<?> cell, Reason reason) {
                throw full;
            }

            @Override
            protected boolean block(Awaitable awaitable, TimerDeadline end) throws InterruptedException {
                ticker.advance(Duration.ofHours(1));
                return super.block(awaitable, end);
            }
        };
        Future<?> late = scheduler.asExecutorService().schedule(() -> 1, 1, TimeUnit.HOURS);
        assertSame(full, assertThrows(ExecutionException.class, late::get).getCause());
        scheduler.close();
    }

    @Test
    void nullsAreRefusedByName() {
        ScheduledExecutorService executor = CooperativeScheduler.create().asExecutorService();
        Runnable runnable = () -> {};
        Callable<Integer> callable = () -> 1;
        TimeUnit unit = TimeUnit.SECONDS;
        List<Callable<Integer>> holed = Arrays.asList(callable, null);
        refused("command", () -> executor.execute(null));
        refused("task", () -> executor.submit((Runnable) null));
        refused("task", () -> executor.submit((Callable<Integer>) null));
        refused("task", () -> executor.submit(null, 1));
        refused("command", () -> executor.schedule((Runnable) null, 1, unit));
        refused("callable", () -> executor.schedule((Callable<Integer>) null, 1, unit));
        refused("unit", () -> executor.schedule(runnable, 1, null));
        refused("unit", () -> executor.schedule(callable, 1, null));
        refused("command", () -> executor.scheduleAtFixedRate(null, 1, 1, unit));
        refused("unit", () -> executor.scheduleAtFixedRate(runnable, 1, 1, null));
        refused("command", () -> executor.scheduleWithFixedDelay(null, 1, 1, unit));
        refused("unit", () -> executor.scheduleWithFixedDelay(runnable, 1, 1, null));
        refused("tasks", () -> executor.invokeAll(null));
        refused("tasks", () -> executor.invokeAll(null, 1, unit));
        refused("unit", () -> executor.invokeAll(List.of(callable), 1, null));
        refused("tasks", () -> executor.invokeAny(null));
        refused("tasks", () -> executor.invokeAny(null, 1, unit));
        refused("unit", () -> executor.invokeAny(List.of(callable), 1, null));
        refused("unit", () -> executor.awaitTermination(1, null));
        refused("unit", () -> executor.submit(callable).get(1, null));
        refused("unit", () -> executor.schedule(callable, 1, unit).getDelay(null));
        refused("other", () -> executor.schedule(callable, 1, unit).compareTo(null));
        refused("tasks", () -> executor.invokeAll(holed));
        refused("tasks", () -> executor.invokeAny(holed));
        assertThrows(IllegalArgumentException.class, () -> executor.invokeAny(List.of()));
    }

    /** Takes two seconds, and then goes on until it is interrupted. */
    private static Callable<Integer> slow(ManualTicker ticker) {
        return () -> {
            ticker.advance(Duration.ofSeconds(2));
            new CountDownLatch(1).await();
            return 2;
        };
    }

    private static void refused(String name, Executable call) {
        String message = assertThrows(NullPointerException.class, call).getMessage();
        assertTrue(Stream.of(message.split(" ")).anyMatch(name::equals), message);
    }

    private static Integer fail() throws IOException {
        throw new IOException("on purpose");
    }

    private static Callable<Integer> throwing(Exception failure) {
        return () -> {
            throw failure;
        };
    }
}
