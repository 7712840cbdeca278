package dev.secretariat.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** S9: work that is given to the executor view; its end is in {@link ExecutorEndRules}. */
@Needs(Feature.EXECUTOR_VIEW)
interface ExecutorRules extends Group {
    private ScheduledExecutorService executor() {
        return trial().scheduler().asExecutorService();
    }

    private <T> T get(Future<T> future) throws Exception {
        return trial().patiently("the end of " + future, future::get);
    }

    private Throwable causeOf(Future<?> future) {
        ExecutionException told = assertThrows(ExecutionException.class, () -> get(future));
        return Objects.requireNonNull(told.getCause());
    }

    private static Integer broken() throws IOException {
        throw new IOException("on purpose");
    }

    @Test
    default void required_S9_whatACallableReturnsOrThrowsIsInItsFuture() throws Exception {
        Future<String> future = executor().submit(() -> "hello");
        assertEquals("hello", get(future));
        assertEquals("hello", future.get(0, TimeUnit.NANOSECONDS));
        assertTrue(future.isDone());
        assertFalse(future.isCancelled() || future.cancel(true));
        assertEquals("given", get(executor().submit(() -> {}, "given")));
        assertNull(get(executor().submit(() -> {})));
        Error thrown = new AssertionError("of a callable");
        Future<Integer> failed = executor().submit((Callable<Integer>) () -> {
            throw thrown;
        });
        assertSame(thrown, causeOf(failed));
        assertFalse(failed.isCancelled());
        trial().close(trial().scheduler());
        assertEquals(List.of(), trial().reported());
    }

    @Test
    default void required_S9_theFailureOfAnExecutedRunnableIsReported() throws Exception {
        executor().execute(() -> {
            throw new IllegalStateException("no answer");
        });
        trial().close(trial().scheduler());
        List<String> reported = trial().reported();
        assertEquals(1, reported.size());
        assertTrue(reported.get(0).endsWith(": no answer"), reported.get(0));
    }

    @Test
    default void required_S9_invokeAllReturnsDoneFuturesInOrder() throws Exception {
        List<Callable<Integer>> tasks = List.of(() -> 1, ExecutorRules::broken, () -> 3);
        List<Future<Integer>> futures =
                trial().patiently("invokeAll()", () -> executor().invokeAll(tasks));
        assertTrue(futures.stream().allMatch(Future::isDone));
        assertEquals(1, futures.get(0).get());
        assertEquals("on purpose", causeOf(futures.get(1)).getMessage());
        assertEquals(3, futures.get(2).get());
    }

    @Test
    default void required_S9_invokeAnyReturnsASuccessOrThrowsTheFirstFailure() throws Exception {
        List<Callable<Integer>> tasks = List.of(ExecutorRules::broken, () -> 2, () -> 2);
        assertEquals(2, trial().patiently("invokeAny()", () -> executor().invokeAny(tasks)));
        List<Callable<Integer>> hopeless = List.of(ExecutorRules::broken, ExecutorRules::broken);
        ExecutionException told = assertThrows(
                ExecutionException.class,
                () -> trial().patiently("invokeAny()", () -> executor().invokeAny(hopeless)));
        assertEquals(1, told.getSuppressed().length);
    }

    @Test
    @Needs(Feature.TIMERS)
    default void required_S9_getInsideAStepIsRefused() throws Exception {
        Future<Integer> later = executor().schedule(() -> 1, 1, TimeUnit.HOURS);
        Future<IllegalStateException> refusal =
                executor().submit(() -> assertThrows(IllegalStateException.class, later::get));
        assertTrue(String.valueOf(get(refusal).getMessage()).contains("Step.await(handle)"));
    }

    @Test
    default void required_S9_waitsWithoutATimeOutInsideAStepAreRefused() throws Exception {
        ScheduledExecutorService executor = executor();
        List<Callable<Integer>> tasks = List.of(() -> 1);
        Future<Integer> refusals = executor.submit(() -> {
            assertThrows(IllegalStateException.class, () -> executor.invokeAll(tasks));
            assertThrows(IllegalStateException.class, () -> executor.invokeAny(tasks));
            assertThrows(
                    IllegalStateException.class, () -> executor.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS));
            return 3;
        });
        assertEquals(3, get(refusals));
    }

    @Test
    @Needs({Feature.TIMERS, Feature.FOREIGN_THREADS})
    default void required_S9_aWaitWithATimeOutInsideAStepEndsByItAndTheStepGoesOn() throws Exception {
        ScheduledExecutorService executor = executor();
        Future<?> later = executor.schedule(() -> {}, 10_000, TimeUnit.DAYS);
        Future<Integer> ending = executor.submit(() -> {
            executor.shutdown();
            assertFalse(executor.awaitTermination(1, TimeUnit.HOURS));
            return executor.shutdownNow().size();
        });
        Thread waiter = trial().aside(() -> assertEquals(1, ending.get()));
        trial().until("the end of a step that waits for an hour", () -> {
            trial().advance(Duration.ofHours(1));
            return ending.isDone();
        });
        trial().await(waiter);
        assertTrue(later.isCancelled());
    }

    @Test
    @Needs(Feature.TIMERS)
    default void required_S9_delayedWorkRunsInTheOrderOfItsTimes() throws Exception {
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        ScheduledFuture<?> late = executor().schedule(() -> log.add("late"), 2, TimeUnit.HOURS);
        ScheduledFuture<?> early = executor().schedule(() -> log.add("early"), 1, TimeUnit.HOURS);
        ScheduledFuture<Integer> overdue = executor().schedule(() -> 5, Long.MIN_VALUE, TimeUnit.DAYS);
        assertTrue(early.compareTo(late) < 0);
        assertEquals(60, early.getDelay(TimeUnit.MINUTES));
        assertEquals(5, get(overdue));
        trial().settle();
        assertEquals(List.of(), log);
        trial().advance(Duration.ofHours(1));
        trial().settleUntil("the end of a delayed callable", early::isDone);
        assertFalse(late.isDone());
        trial().advance(Duration.ofHours(1));
        trial().settleUntil("the end of a delayed callable", late::isDone);
        assertEquals(List.of("early", "late"), log);
    }

    @Test
    @Needs(Feature.TIMERS)
    default void required_S9_aFailureEndsAPeriodicTaskAndIsInItsFuture() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        RuntimeException failure = new IllegalStateException("third run");
        Runnable work = () -> {
            if (runs.incrementAndGet() == 3) throw failure;
        };
        Future<?> future = executor().scheduleAtFixedRate(work, 0, 1, TimeUnit.SECONDS);
        trial().advance(Duration.ofSeconds(10));
        assertSame(failure, causeOf(future));
        trial().advance(Duration.ofSeconds(10));
        trial().settle();
        assertEquals(3, runs.get());
    }

    @Test
    @Needs(Feature.TIMERS)
    default void required_T6_aFailureOfPeriodicWorkThatNobodyReadsIsReported() throws Exception {
        Runnable work = () -> {
            throw new IllegalStateException("no answer");
        };
        Future<?> unread = executor().scheduleAtFixedRate(work, 1, 1, TimeUnit.HOURS);
        Future<?> read = executor().scheduleAtFixedRate(work, 1, 1, TimeUnit.HOURS);
        trial().settle();
        trial().advance(Duration.ofHours(1));
        assertEquals("no answer", causeOf(read).getMessage());
        trial().settleUntil("the end of a periodic task", unread::isDone);
        trial().untilReported();
        trial().close(trial().scheduler());
        assertEquals(1, trial().reported().size());
    }

    @Test
    @Needs(Feature.TIMERS)
    default void required_S9_aCallableCancelledBeforeItsTurnNeverRuns() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        Future<?> future = executor().schedule(runs::incrementAndGet, 1, TimeUnit.HOURS);
        assertTrue(future.cancel(false));
        assertTrue(future.isDone() && future.isCancelled());
        assertFalse(future.cancel(true));
        assertThrows(CancellationException.class, () -> get(future));
        trial().advance(Duration.ofHours(2));
        trial().settle();
        assertEquals(0, runs.get());
    }

    @Test
    @Needs(Feature.FOREIGN_THREADS)
    default void required_S9_cancelTrueInterruptsTheCallableAndNobodyAfterIt() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        Future<?> future = executor().submit(() -> {
            started.countDown();
            trial().until("the interrupt by cancel(true)", () -> interrupted.get() || look(interrupted));
            Thread.currentThread().interrupt(); // as good manners want it
        });
        Future<Boolean> innocent = executor().submit(Thread::interrupted);
        AtomicBoolean doneAtOnce = new AtomicBoolean();
        Thread canceller = trial().aside(() -> {
            trial().until("the callable", () -> started.getCount() == 0);
            doneAtOnce.set(future.cancel(true) && future.isDone());
        });
        assertFalse(get(innocent));
        trial().await(canceller);
        trial().settleUntil("the interrupt by cancel(true)", interrupted::get);
        assertTrue(doneAtOnce.get());
        assertThrows(CancellationException.class, () -> get(future));
        assertFalse(Thread.interrupted());
    }

    private static boolean look(AtomicBoolean interrupted) {
        if (Thread.interrupted()) interrupted.set(true);
        return interrupted.get();
    }

    @Test
    @Needs(Feature.FOREIGN_THREADS)
    default void required_S9_cancelsThatRaceWithTheEndInterruptNobodyElse() throws Exception {
        AtomicReference<@Nullable Future<?>> target = new AtomicReference<>();
        AtomicBoolean stop = new AtomicBoolean();
        Thread canceller = trial().aside(() -> {
            while (!stop.get()) {
                Future<?> next = target.getAndSet(null);
                if (next != null) next.cancel(true);
                else Thread.onSpinWait();
            }
        });
        try {
            for (int i = 0; i < 2_000; i++) {
                AtomicReference<Future<?>> self = new AtomicReference<>();
                self.set(executor().submit(() -> target.set(self.get())));
                Future<Boolean> innocent = executor().submit(Thread::interrupted);
                assertFalse(get(innocent), "run " + i);
                trial().settleUntil("a callable", self.get()::isDone);
            }
        } finally {
            stop.set(true);
        }
        trial().await(canceller);
    }
}
