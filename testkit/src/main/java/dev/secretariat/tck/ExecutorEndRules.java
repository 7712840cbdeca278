package dev.secretariat.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** S9: the executor view's shutdown. */
@Needs(Feature.EXECUTOR_VIEW)
interface ExecutorEndRules extends Group {
    private ScheduledExecutorService executor() {
        return trial().scheduler().asExecutorService();
    }

    private boolean awaitTermination(ScheduledExecutorService executor, long timeout, TimeUnit unit) throws Exception {
        return trial().patiently("awaitTermination()", () -> executor.awaitTermination(timeout, unit));
    }

    @Test
    default void required_S9_nothingIsAcceptedAfterShutdown() throws Exception {
        ScheduledExecutorService executor = executor();
        Future<Integer> accepted = executor.submit(() -> 1);
        assertFalse(executor.isShutdown());
        executor.shutdown();
        executor.shutdown();
        assertTrue(executor.isShutdown());
        AtomicInteger runs = new AtomicInteger();
        for (Executable submission : List.<Executable>of(
                () -> executor.execute(runs::incrementAndGet),
                () -> executor.submit(runs::incrementAndGet),
                () -> executor.submit(runs::incrementAndGet, 1),
                () -> executor.invokeAll(List.of(() -> 1)),
                () -> executor.invokeAny(List.of(() -> 1)))) {
            assertThrows(RejectedExecutionException.class, submission);
        }
        assertEquals(Integer.valueOf(1), trial().patiently("what was accepted", accepted::get));
        assertTrue(awaitTermination(executor, 1, TimeUnit.DAYS));
        assertTrue(executor.isTerminated());
        assertThrows(RejectedExecutionException.class, () -> executor.execute(() -> {}));
        assertEquals(0, runs.get());
    }

    @Test
    @Needs(Feature.TIMERS)
    default void required_S9_nothingIsScheduledAfterShutdown() throws Exception {
        ScheduledExecutorService executor = executor();
        Future<Integer> delayed = executor.schedule(() -> 2, 1, TimeUnit.HOURS);
        executor.shutdown();
        for (Executable submission : List.<Executable>of(
                () -> executor.schedule(() -> {}, 0, TimeUnit.DAYS),
                () -> executor.schedule(() -> 1, 1, TimeUnit.DAYS),
                () -> executor.scheduleAtFixedRate(() -> {}, 0, 1, TimeUnit.DAYS),
                () -> executor.scheduleWithFixedDelay(() -> {}, 0, 1, TimeUnit.DAYS))) {
            assertThrows(RejectedExecutionException.class, submission);
        }
        assertFalse(executor.isTerminated());
        trial().advance(Duration.ofHours(1));
        assertEquals(Integer.valueOf(2), trial().patiently("what was accepted", delayed::get));
        assertTrue(awaitTermination(executor, 1, TimeUnit.DAYS));
    }

    @Test
    @Needs(Feature.TIMERS)
    default void required_S9_periodicTasksEndAtShutdown() throws Exception {
        ScheduledExecutorService executor = executor();
        AtomicInteger runs = new AtomicInteger();
        Future<?> running = executor.scheduleAtFixedRate(runs::incrementAndGet, 0, 1, TimeUnit.DAYS);
        Future<?> waiting = executor.scheduleWithFixedDelay(runs::incrementAndGet, 1, 1, TimeUnit.DAYS);
        trial().settleUntil("a first run", () -> runs.get() == 1);
        executor.shutdown();
        for (Future<?> future : List.of(running, waiting)) {
            assertThrows(CancellationException.class, () -> trial().patiently("the end of a future", future::get));
        }
        assertTrue(awaitTermination(executor, 1, TimeUnit.HOURS));
        assertEquals(1, runs.get());
    }

    @Test
    @Needs(Feature.TIMERS)
    default void required_S9_shutdownNowReturnsWhatHasNotBegun() throws Exception {
        ScheduledExecutorService executor = executor();
        AtomicInteger runs = new AtomicInteger();
        Future<?> delayed = executor.schedule(() -> runs.addAndGet(1), 1, TimeUnit.DAYS);
        Future<?> later = executor.schedule(() -> runs.addAndGet(10), 2, TimeUnit.DAYS);
        List<Runnable> returned = executor.shutdownNow();
        assertEquals(2, returned.size());
        for (Future<?> future : List.of(delayed, later)) {
            assertTrue(returned.stream().anyMatch(work -> work == future));
        }
        assertEquals(List.of(), executor.shutdownNow());
        assertTrue(delayed.isCancelled() && later.isCancelled());
        assertTrue(awaitTermination(executor, 1, TimeUnit.DAYS));
        assertEquals(0, runs.get());
        returned.forEach(Runnable::run); // the work is not lost
        assertEquals(11, runs.get());
    }

    @Test
    @Needs(Feature.FOREIGN_THREADS)
    default void required_S9_shutdownNowReturnsOrRunsEachTask() throws Exception {
        for (int round = 0; round < 50; round++) {
            Scheduler scheduler = trial().create();
            ScheduledExecutorService executor = scheduler.asExecutorService();
            AtomicInteger runs = new AtomicInteger();
            AtomicInteger accepted = new AtomicInteger();
            List<Thread> submitters = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                submitters.add(trial().aside(() -> {
                    try {
                        for (int k = 0; k < 500; k++) { // so that it does not outrun its scheduler without end
                            executor.execute(runs::incrementAndGet);
                            accepted.incrementAndGet();
                        }
                    } catch (RejectedExecutionException expected) {
                        // the end of it
                    }
                }));
            }
            trial().until("the submissions", () -> accepted.get() >= 50);
            List<Runnable> returned = executor.shutdownNow();
            for (Thread submitter : submitters) trial().await(submitter);
            trial().close(scheduler);
            assertEquals(accepted.get(), runs.get() + returned.size());
        }
    }

    @Test
    @Needs(Feature.FOREIGN_THREADS)
    default void required_S9_shutdownNowInterruptsWhatRunsAndReturnsTheRest() throws Exception {
        shutdownNowWhileWorkWaits(executor(), Thread::interrupted);
    }

    /** Whoever was busy is free before there is an interrupt, and must not go on with what waits. */
    @Test
    @Needs(Feature.FOREIGN_THREADS)
    default void required_S9_shutdownNowStopsBeforeItTakesBack() throws Exception {
        ScheduledExecutorService executor = executor();
        shutdownNowWhileWorkWaits(executor, executor::isShutdown);
    }

    /** Each piece of work keeps its thread until a condition holds. */
    private void shutdownNowWhileWorkWaits(ScheduledExecutorService executor, BooleanSupplier end) throws Exception {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        AtomicInteger begun = new AtomicInteger();
        Runnable work = () -> {
            threads.add(Thread.currentThread());
            begun.incrementAndGet();
            trial().until("the effect of shutdownNow()", end);
        };
        Thread driver = trial().aside(() -> executor.awaitTermination(1, TimeUnit.DAYS)); // where nobody else drives
        for (int i = 0; i < 2_000; i++) executor.execute(work);
        trial().until("the first piece of work", () -> begun.get() > 0);
        int returned = executor.shutdownNow().size();
        assertTrue(awaitTermination(executor, 1, TimeUnit.DAYS));
        trial().await(driver);
        assertEquals(2_000, returned + begun.get());
        // One that it had, and one that it had chosen already.
        assertTrue(begun.get() <= 2 * threads.size(), begun + " pieces of work have begun on " + threads);
    }

    /** Between its look at the time and its run. */
    @Test
    @Needs({Feature.TIMERS, Feature.FOREIGN_THREADS})
    default void required_S9_noPeriodicRunBeginsAfterShutdownNow() throws Exception {
        for (int round = 0; round < 20; round++) {
            Scheduler scheduler = trial().create();
            ScheduledExecutorService executor = scheduler.asExecutorService();
            AtomicBoolean returned = new AtomicBoolean();
            AtomicInteger late = new AtomicInteger();
            AtomicInteger runs = new AtomicInteger();
            Runnable work = () -> {
                if (returned.get() && !Thread.currentThread().isInterrupted()) late.incrementAndGet();
                runs.incrementAndGet();
            };
            List<Future<?>> jobs = new ArrayList<>();
            for (int i = 0; i < 8; i++) jobs.add(executor.scheduleWithFixedDelay(work, 0, 1, TimeUnit.NANOSECONDS));
            Thread driver = trial().aside(() -> assertTrue(executor.awaitTermination(1, TimeUnit.DAYS)));
            for (int turn = 1; turn < 10; turn++) {
                int wanted = turn;
                trial().until("periodic runs", () -> runs.get() >= wanted);
                trial().advance(scheduler, Duration.ofNanos(1));
            }
            executor.shutdownNow();
            returned.set(true);
            trial().await(driver);
            assertTrue(jobs.stream().allMatch(Future::isCancelled));
            assertEquals(0, late.get());
        }
    }

    @Test
    @Needs(Feature.TIMERS)
    default void required_S9_awaitTerminationGivesUpAfterItsTime() throws Exception {
        ScheduledExecutorService executor = executor();
        Future<Integer> later = executor.schedule(() -> 1, 1, TimeUnit.HOURS);
        assertFalse(executor.awaitTermination(0, TimeUnit.SECONDS));
        executor.shutdown();
        assertFalse(executor.awaitTermination(-1, TimeUnit.SECONDS));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> executor.awaitTermination(1, TimeUnit.SECONDS));
        trial().advance(Duration.ofHours(1));
        assertTrue(awaitTermination(executor, 1, TimeUnit.SECONDS));
        assertEquals(1, later.get());
    }

    @Test
    @Needs(Feature.TIMERS)
    default void required_S9_aSchedulerThatIsShutDownCancelsTheFutures() throws Exception {
        Future<?> delayed = executor().schedule(() -> 1, 1, TimeUnit.HOURS);
        Future<?> periodic = executor().scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.HOURS);
        trial().scheduler().shutdownNow();
        for (Future<?> future : List.of(delayed, periodic)) {
            assertThrows(CancellationException.class, () -> trial().patiently("the end of a future", future::get));
        }
        trial().close(trial().scheduler());
    }
}
