package dev.secretariat.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.ManualTicker;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.spi.Driven;
import dev.secretariat.spi.SchedulerBase;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ExecutorViewTimeTest {
    private final ManualTicker ticker = new ManualTicker();

    @ParameterizedTest
    @EnumSource
    void aDelayedCallableRunsAtItsTime(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start(ticker)) {
            ScheduledExecutorService executor = scheduler.asExecutorService();
            ScheduledFuture<String> late = executor.schedule(() -> "late", 2, TimeUnit.HOURS);
            AtomicInteger early = new AtomicInteger();
            ScheduledFuture<?> first = executor.schedule(early::incrementAndGet, 1, TimeUnit.HOURS);
            driven.settle(scheduler);
            assertEquals(60, first.getDelay(TimeUnit.MINUTES));
            assertFalse(((RunnableScheduledFuture<?>) first).isPeriodic());
            ticker.advance(Duration.ofHours(1));
            driven.settle(scheduler);
            assertEquals(1, early.get());
            assertTrue(first.isDone());
            assertTrue(first.getDelay(TimeUnit.NANOSECONDS) <= 0);
            assertFalse(late.isDone());
            ticker.advance(Duration.ofHours(1));
            assertEquals("late", late.get());
        }
    }

    @ParameterizedTest
    @EnumSource
    void negativeDelaysCountAsZero(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start(ticker)) {
            ScheduledExecutorService executor = scheduler.asExecutorService();
            assertEquals(
                    1, executor.schedule(() -> 1, Long.MIN_VALUE, TimeUnit.DAYS).get());
            assertEquals(2, executor.schedule(() -> 2, -1, TimeUnit.NANOSECONDS).get());
            assertEquals(3, executor.schedule(() -> 3, 0, TimeUnit.DAYS).get());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 1000, Long.MIN_VALUE, -1000})
    void delaysSaturateAndDoNotDisturbOthers_JDK6725789(long start) throws Exception {
        ManualTicker clock = new ManualTicker(start);
        CooperativeScheduler scheduler = Driven.byItsCaller(clock);
        ScheduledExecutorService executor = scheduler.asExecutorService();
        List<Future<?>> never = new ArrayList<>();
        List<Future<?>> soon = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            for (TimeUnit unit : TimeUnit.values()) {
                never.add(executor.schedule(() -> 1, Long.MAX_VALUE, unit));
                never.add(executor.schedule(() -> 1, Long.MAX_VALUE / 2, unit));
            }
            never.add(executor.scheduleAtFixedRate(() -> {}, Long.MAX_VALUE, 1, TimeUnit.DAYS));
            soon.add(executor.schedule(() -> 1, i, TimeUnit.SECONDS));
            soon.add(executor.schedule(() -> 1, Long.MIN_VALUE + i, TimeUnit.SECONDS));
            clock.advance(Duration.ofMillis(1));
        }
        clock.advance(Duration.ofSeconds(100));
        scheduler.runUntilIdle();
        assertTrue(soon.stream().allMatch(Future::isDone));
        assertTrue(never.stream().noneMatch(Future::isDone));
        scheduler.shutdownNow();
        scheduler.close();
    }

    @Test
    void aPeriodThatSaturatesRunsOnce() throws Exception {
        CooperativeScheduler scheduler = Driven.byItsCaller(ticker);
        ScheduledExecutorService executor = scheduler.asExecutorService();
        AtomicInteger runs = new AtomicInteger();
        Runnable work = runs::incrementAndGet;
        List<Future<?>> futures = List.of(
                executor.scheduleAtFixedRate(work, 0, Long.MAX_VALUE, TimeUnit.DAYS),
                executor.scheduleWithFixedDelay(work, 0, Long.MAX_VALUE, TimeUnit.DAYS));
        scheduler.runUntilIdle();
        ticker.advance(Duration.ofDays(10_000));
        scheduler.runUntilIdle();
        assertEquals(2, runs.get());
        assertTrue(futures.stream().noneMatch(Future::isDone));
    }

    @ParameterizedTest
    @EnumSource
    void aFixedRateKeepsToItsTimesAndCatchesUp(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start(ticker)) {
            List<Duration> times = new CopyOnWriteArrayList<>();
            ScheduledFuture<?> future =
                    scheduler.asExecutorService().scheduleAtFixedRate(() -> times.add(now()), 10, 10, TimeUnit.SECONDS);
            assertTrue(((RunnableScheduledFuture<?>) future).isPeriodic());
            driven.settle(scheduler);
            assertEquals(List.of(), times);
            ticker.advance(Duration.ofSeconds(12));
            driven.settle(scheduler);
            assertEquals(8, future.getDelay(TimeUnit.SECONDS));
            ticker.advance(Duration.ofSeconds(30)); // late for 20, 30 and 40
            driven.settle(scheduler);
            driven.settle(scheduler);
            assertEquals(8, future.getDelay(TimeUnit.SECONDS));
            assertEquals(List.of(12, 42, 42, 42), seconds(times));
            assertFalse(future.isDone());
        } // close() ends it
    }

    @ParameterizedTest
    @EnumSource
    void aFixedDelayBeginsWhenTheRunHasEnded(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start(ticker)) {
            List<Duration> times = new CopyOnWriteArrayList<>();
            ScheduledFuture<?> future = scheduler
                    .asExecutorService()
                    .scheduleWithFixedDelay(
                            () -> {
                                times.add(now());
                                ticker.advance(Duration.ofSeconds(3));
                            },
                            0,
                            10,
                            TimeUnit.SECONDS);
            driven.settle(scheduler);
            assertEquals(10, future.getDelay(TimeUnit.SECONDS));
            ticker.advance(Duration.ofSeconds(10));
            driven.settle(scheduler);
            assertEquals(List.of(0, 13), seconds(times));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFailureEndsAPeriodicTaskAndIsInItsFuture(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start(ticker)) {
            AtomicInteger runs = new AtomicInteger();
            RuntimeException failure = new IllegalStateException("third run");
            Future<?> future = scheduler
                    .asExecutorService()
                    .scheduleAtFixedRate(
                            () -> {
                                if (runs.incrementAndGet() == 3) throw failure;
                            },
                            0,
                            1,
                            TimeUnit.SECONDS);
            ticker.advance(Duration.ofSeconds(10));
            assertSame(
                    failure, assertThrows(ExecutionException.class, future::get).getCause());
            assertTrue(future.isDone());
            assertFalse(future.isCancelled());
            driven.settle(scheduler);
            assertEquals(3, runs.get());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFailureOfScheduledWorkThatNobodyReadsIsReportedOnce_T6(Driven driven) throws Exception {
        List<String> reports = new CopyOnWriteArrayList<>();
        SchedulerBase scheduler = driven.start(ticker, (task, failure) -> reports.add(failure.getMessage()));
        ScheduledExecutorService executor = scheduler.asExecutorService();
        Future<?> delayed = executor.schedule(() -> fail("delayed"), 1, TimeUnit.SECONDS);
        Future<?> periodic = executor.scheduleAtFixedRate(() -> fail("periodic"), 1, 1, TimeUnit.SECONDS);
        Future<?> read = executor.scheduleAtFixedRate(() -> fail("read"), 1, 1, TimeUnit.SECONDS);
        Future<?> late = executor.schedule(() -> fail("as it terminates"), 1, TimeUnit.HOURS);
        driven.settle(scheduler);
        ticker.advance(Duration.ofSeconds(1));
        driven.settle(scheduler);
        assertTrue(delayed.isDone() && periodic.isDone());
        assertThrows(ExecutionException.class, read::get);
        assertEquals(List.of(), reports);
        ticker.advance(Duration.ofSeconds(1));
        driven.settle(scheduler);
        while (reports.size() < 2 && driven != Driven.BY_ITS_CALLER) Thread.onSpinWait();
        assertEquals(Set.of("delayed", "periodic"), Set.copyOf(reports));
        ticker.advance(Duration.ofHours(1));
        scheduler.close();
        assertEquals("as it terminates", reports.get(2));
        assertEquals(3, reports.size());
        assertThrows(ExecutionException.class, late::get);
    }

    private static Object fail(String message) {
        throw new IllegalStateException(message);
    }

    @ParameterizedTest
    @EnumSource
    void aPeriodicTaskCanCancelItself(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start(ticker)) {
            AtomicInteger runs = new AtomicInteger();
            List<Future<?>> self = new CopyOnWriteArrayList<>();
            self.add(scheduler
                    .asExecutorService()
                    .scheduleWithFixedDelay(
                            () -> {
                                if (runs.incrementAndGet() == 2) self.get(0).cancel(true);
                            },
                            1,
                            1,
                            TimeUnit.SECONDS));
            for (int second = 0; second < 5; second++) {
                ticker.advance(Duration.ofSeconds(1));
                driven.settle(scheduler);
            }
            assertThrows(CancellationException.class, () -> self.get(0).get());
            assertEquals(2, runs.get());
        }
    }

    @Test
    void aPeriodThatIsNotPositiveIsRefusedWithItsValue() {
        ScheduledExecutorService executor = CooperativeScheduler.create().asExecutorService();
        for (long period : new long[] {0, -7, Long.MIN_VALUE}) {
            for (Exception refusal : List.of(
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> executor.scheduleAtFixedRate(() -> {}, 1, period, TimeUnit.SECONDS)),
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> executor.scheduleWithFixedDelay(() -> {}, 1, period, TimeUnit.SECONDS)))) {
                assertTrue(refusal.getMessage().contains(Long.toString(period)));
            }
        }
    }

    @Test
    void delayedFuturesAreOrderedByTime() {
        CooperativeScheduler scheduler = Driven.byItsCaller(ticker);
        ScheduledExecutorService executor = scheduler.asExecutorService();
        ScheduledFuture<?> early = executor.schedule(() -> 1, 1, TimeUnit.SECONDS);
        ScheduledFuture<?> late = executor.schedule(() -> 1, 1, TimeUnit.HOURS);
        ScheduledFuture<?> never = executor.schedule(() -> 1, Long.MAX_VALUE, TimeUnit.DAYS);
        assertTrue(early.compareTo(late) < 0);
        assertTrue(late.compareTo(early) > 0);
        assertTrue(late.compareTo(never) < 0);
        assertEquals(0, late.compareTo(executor.schedule(() -> 1, 1, TimeUnit.HOURS)));
        ScheduledExecutorService foreign = Executors.newSingleThreadScheduledExecutor();
        ScheduledFuture<?> far = foreign.schedule(() -> 1, 1, TimeUnit.DAYS);
        assertTrue(early.compareTo(far) < 0);
        assertTrue(never.compareTo(far) > 0);
        foreign.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    void cancelledTimersAreForgotten_JDK6602600(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start(ticker)) {
            ScheduledExecutorService executor = scheduler.asExecutorService();
            List<WeakReference<?>> gone = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                Runnable work = new Work();
                List<Future<?>> futures = List.of(
                        executor.schedule(work, 1, TimeUnit.DAYS),
                        executor.scheduleAtFixedRate(work, 1, 1, TimeUnit.DAYS),
                        executor.submit(work));
                gone.add(new WeakReference<>(work));
                futures.forEach(future -> gone.add(new WeakReference<>(future)));
                futures.forEach(future -> future.cancel(false));
            }
            driven.settle(scheduler);
            for (WeakReference<?> reference : gone) awaitCleared(reference);
        }
    }

    @Test
    void aCancelledFutureForgetsItsCallableBeforeAnybodyDrives() throws Exception {
        CooperativeScheduler scheduler = Driven.byItsCaller(ticker);
        Callable<Object> work = new Work();
        WeakReference<?> reference = new WeakReference<>(work);
        Future<?> future = scheduler.asExecutorService().schedule(work, 1, TimeUnit.DAYS);
        work = null;
        future.cancel(false);
        awaitCleared(reference);
        assertTrue(future.isCancelled());
    }

    private static void awaitCleared(WeakReference<?> reference) {
        for (int tries = 0; reference.get() != null && tries < 100; tries++) System.gc();
        assertNull(reference.get());
    }

    /** An object of its own each time, as a lambda would not be. */
    private static final class Work implements Runnable, Callable<Object> {
        @Override
        public void run() {}

        @Override
        public Object call() {
            return this;
        }
    }

    private Duration now() {
        return Duration.ofNanos(ticker.nanos());
    }

    private static List<Integer> seconds(List<Duration> times) {
        return times.stream().map(Duration::toSecondsPart).toList();
    }
}
