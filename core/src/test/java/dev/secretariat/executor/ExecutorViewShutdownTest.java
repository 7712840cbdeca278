package dev.secretariat.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.ManualTicker;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.spi.Driven;
import dev.secretariat.spi.SchedulerBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ExecutorViewShutdownTest {
    private final ManualTicker ticker = new ManualTicker();

    @ParameterizedTest
    @EnumSource
    void nothingIsAcceptedAfterShutdown_JDK8357146(Driven driven) throws Exception {
        SchedulerBase scheduler = driven.start(ticker);
        ScheduledExecutorService executor = scheduler.asExecutorService();
        Future<Integer> accepted = executor.submit(() -> 1);
        Future<Integer> delayed = executor.schedule(() -> 2, 1, TimeUnit.HOURS);
        assertFalse(executor.isShutdown());
        executor.shutdown();
        executor.shutdown();
        assertTrue(executor.isShutdown());
        assertFalse(executor.isTerminated());
        AtomicInteger runs = new AtomicInteger();
        for (Executable submission : List.<Executable>of(
                () -> executor.execute(runs::incrementAndGet),
                () -> executor.submit(runs::incrementAndGet),
                () -> executor.submit(runs::incrementAndGet, 1),
                () -> executor.schedule(runs::incrementAndGet, 0, TimeUnit.DAYS),
                () -> executor.schedule(runs::incrementAndGet, 1, TimeUnit.DAYS),
                () -> executor.scheduleAtFixedRate(() -> {}, 0, 1, TimeUnit.DAYS),
                () -> executor.scheduleWithFixedDelay(() -> {}, 0, 1, TimeUnit.DAYS),
                () -> executor.invokeAll(List.of(() -> 1)),
                () -> executor.invokeAny(List.of(() -> 1)))) {
            assertThrows(RejectedExecutionException.class, submission);
        }
        ticker.advance(Duration.ofHours(1));
        assertEquals(1, accepted.get());
        assertEquals(2, delayed.get());
        assertTrue(executor.awaitTermination(1, TimeUnit.DAYS));
        assertTrue(executor.isTerminated());
        assertThrows(RejectedExecutionException.class, () -> executor.execute(() -> {}));
        assertEquals(0, runs.get());
    }

    @ParameterizedTest
    @EnumSource
    void periodicTasksStopAtShutdown(Driven driven) throws Exception {
        SchedulerBase scheduler = driven.start(ticker);
        ScheduledExecutorService executor = scheduler.asExecutorService();
        AtomicInteger runs = new AtomicInteger();
        Future<?> running = executor.scheduleAtFixedRate(runs::incrementAndGet, 0, 1, TimeUnit.DAYS);
        Future<?> waiting = executor.scheduleWithFixedDelay(runs::incrementAndGet, 1, 1, TimeUnit.DAYS);
        driven.settle(scheduler);
        executor.shutdown();
        assertThrows(CancellationException.class, running::get);
        assertThrows(CancellationException.class, waiting::get);
        assertTrue(executor.awaitTermination(1, TimeUnit.HOURS));
        assertEquals(1, runs.get());
    }

    @Test
    void shutdownNowReturnsWhatHasNotBegun() throws Exception {
        CooperativeScheduler scheduler = Driven.byItsCaller(ticker);
        ScheduledExecutorService executor = scheduler.asExecutorService();
        AtomicInteger runs = new AtomicInteger();
        Future<?> begun = executor.scheduleAtFixedRate(() -> {}, 0, 1, TimeUnit.DAYS);
        scheduler.runUntilIdle();
        Runnable command = runs::incrementAndGet;
        executor.execute(command);
        Future<?> submitted = executor.submit(() -> runs.addAndGet(10));
        Future<?> delayed = executor.schedule(() -> runs.addAndGet(100), 1, TimeUnit.DAYS);
        Future<?> periodic = executor.scheduleAtFixedRate(() -> runs.addAndGet(1000), 1, 1, TimeUnit.DAYS);
        TaskHandle<Void> task = scheduler.submit(Task.run(runs::incrementAndGet));

        List<Runnable> returned = executor.shutdownNow();
        assertEquals(identities(List.of(command, submitted, delayed, periodic)), identities(returned));
        assertEquals(List.of(), executor.shutdownNow());
        assertTrue(executor.isShutdown());
        // Nobody waits in vain, driven or not.
        for (Future<?> future : List.of(submitted, delayed, periodic)) {
            assertThrows(CancellationException.class, future::get);
        }
        assertTrue(executor.awaitTermination(0, TimeUnit.SECONDS));
        assertTrue(begun.isCancelled());
        assertEquals(TaskState.CANCELLED, task.state());
        assertEquals(0, runs.get());
        // But the work is not lost.
        returned.forEach(Runnable::run);
        assertEquals(1111, runs.get());
        ((Runnable) submitted).run(); // done already
        assertEquals(1111, runs.get());
    }

    @Test
    void returnedWorkThatFailsThrowsToWhoRunsIt() {
        ScheduledExecutorService executor = CooperativeScheduler.create().asExecutorService();
        RuntimeException failure = new IllegalStateException("on purpose");
        Runnable failing = () -> {
            throw failure;
        };
        assertFalse(executor.submit(failing).isDone());
        Runnable returned = executor.shutdownNow().get(0);
        assertSame(failure, assertThrows(IllegalStateException.class, returned::run));
    }

    @ParameterizedTest
    @EnumSource
    void shutdownNowInterruptsWhatRunsAndTerminationWaitsForIt_JDK8347039(Driven driven) throws Exception {
        SchedulerBase scheduler = driven.start();
        ScheduledExecutorService executor = scheduler.asExecutorService();
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        AtomicBoolean terminatedEarly = new AtomicBoolean();
        executor.execute(() -> {
            interrupted.set(ExecutorViewCancelTest.waitForInterrupt(started));
            Driven.awaitQuietly(go);
        });
        Thread stopper = ExecutorViewCancelTest.start(() -> {
            Driven.awaitQuietly(started);
            executor.shutdownNow();
            terminatedEarly.set(executor.isTerminated());
            go.countDown();
        });
        assertTrue(executor.awaitTermination(1, TimeUnit.DAYS));
        stopper.join();
        assertTrue(interrupted.get());
        assertFalse(terminatedEarly.get());
        assertFalse(Thread.interrupted());
    }

    @ParameterizedTest
    @EnumSource
    void aPlainShutdownInterruptsNobody_JDK8200520(Driven driven) throws Exception {
        SchedulerBase scheduler = driven.start();
        ScheduledExecutorService executor = scheduler.asExecutorService();
        Future<Boolean> busy = executor.submit(() -> {
            executor.shutdown();
            return Thread.currentThread().isInterrupted();
        });
        assertFalse(busy.get());
        assertTrue(executor.awaitTermination(1, TimeUnit.DAYS));
    }

    @ParameterizedTest
    @EnumSource
    void awaitTerminationGivesUpAfterItsTime(Driven driven) throws Exception {
        SchedulerBase scheduler = driven.start(ticker);
        ScheduledExecutorService executor = scheduler.asExecutorService();
        assertFalse(executor.schedule(() -> 1, 1, TimeUnit.HOURS).isDone());
        assertFalse(executor.awaitTermination(0, TimeUnit.SECONDS));
        assertFalse(executor.awaitTermination(-1, TimeUnit.SECONDS));
        executor.shutdown();
        assertFalse(executor.awaitTermination(0, TimeUnit.SECONDS));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> executor.awaitTermination(1, TimeUnit.SECONDS));
        ticker.advance(Duration.ofHours(1));
        assertTrue(executor.awaitTermination(1, TimeUnit.SECONDS));
    }

    @ParameterizedTest
    @EnumSource
    void aSchedulerThatIsShutDownCancelsTheFutures(Driven driven) throws Exception {
        SchedulerBase scheduler = driven.start(ticker);
        ScheduledExecutorService executor = scheduler.asExecutorService();
        Future<?> delayed = executor.schedule(() -> 1, 1, TimeUnit.HOURS);
        Future<?> periodic = executor.scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.HOURS);
        scheduler.shutdownNow();
        assertThrows(CancellationException.class, delayed::get);
        assertThrows(CancellationException.class, periodic::get);
        assertTrue(executor.awaitTermination(1, TimeUnit.SECONDS));
    }

    @ParameterizedTest
    @EnumSource
    @EnabledForJreRange(min = JRE.JAVA_19)
    void closeOfLaterVersionsRunsWhatIsAccepted(Driven driven) throws Exception {
        SchedulerBase scheduler = driven.start();
        ScheduledExecutorService executor = scheduler.asExecutorService();
        Future<Integer> future = executor.submit(() -> 1);
        ExecutorService.class.getMethod("close").invoke(executor);
        assertTrue(executor.isTerminated());
        assertEquals(1, future.get());
    }

    @ParameterizedTest
    @EnumSource
    void closeInsideAStepBeginsTheShutdownAndReturns(Driven driven) throws Exception {
        SchedulerBase scheduler = driven.start();
        ExecutorView executor = (ExecutorView) scheduler.asExecutorService();
        executor.submit(executor::close).get();
        assertTrue(executor.isShutdown());
        assertTrue(executor.awaitTermination(1, TimeUnit.DAYS));
    }

    @Test
    void anInterruptedCloseTakesBackWhatHasNotBegunAndRestoresTheFlag() {
        CooperativeScheduler scheduler = Driven.byItsCaller(ticker);
        ExecutorView executor = (ExecutorView) scheduler.asExecutorService();
        Future<?> delayed = executor.schedule(() -> 1, 1, TimeUnit.HOURS);
        Thread.currentThread().interrupt();
        executor.close();
        assertTrue(Thread.interrupted());
        assertTrue(executor.isTerminated());
        assertTrue(delayed.isCancelled());
    }

    @ParameterizedTest
    @EnumSource(names = "BY_ITS_CALLER", mode = EnumSource.Mode.EXCLUDE)
    void shutdownNowReturnsOrRunsEachTask_JDK6523756(Driven driven) throws Exception {
        for (int round = 0; round < 200; round++) shutdownNowReturnsOrRunsEach(driven.start());
    }

    private static void shutdownNowReturnsOrRunsEach(SchedulerBase scheduler) throws Exception {
        ScheduledExecutorService executor = scheduler.asExecutorService();
        CountDownLatch enough = new CountDownLatch(50);
        AtomicInteger runs = new AtomicInteger();
        AtomicInteger accepted = new AtomicInteger();
        Runnable submitter = () -> untilRejected(i -> {
            executor.execute(runs::incrementAndGet);
            accepted.incrementAndGet();
            enough.countDown();
        });
        Thread one = ExecutorViewCancelTest.start(submitter);
        Thread two = ExecutorViewCancelTest.start(submitter);
        enough.await();
        List<Runnable> returned = executor.shutdownNow();
        one.join();
        two.join();
        assertTrue(executor.awaitTermination(1, TimeUnit.DAYS));
        assertEquals(accepted.get(), runs.get() + returned.size());
    }

    @ParameterizedTest
    @EnumSource(names = "BY_ITS_CALLER", mode = EnumSource.Mode.EXCLUDE)
    void shutdownNowReturnsPeriodicWorkThatHasNotBegun(Driven driven) throws Exception {
        for (int round = 0; round < 300; round++) {
            ScheduledExecutorService executor = driven.start().asExecutorService();
            Set<Object> futures = identities(List.of());
            for (int i = 0; i < 5; i++) {
                futures.add(executor.scheduleWithFixedDelay(() -> {}, 1, 1, TimeUnit.HOURS));
            }
            assertEquals(futures, identities(executor.shutdownNow()));
            assertTrue(executor.awaitTermination(1, TimeUnit.DAYS));
        }
    }

    @ParameterizedTest
    @EnumSource(names = "BY_ITS_CALLER", mode = EnumSource.Mode.EXCLUDE)
    void everyScheduledFutureEndsWhateverRaces_JDK8358601(Driven driven) throws Exception {
        for (int round = 0; round < 50; round++) everyScheduledFutureEnds(driven.start(), round % 2 == 0);
    }

    private static void everyScheduledFutureEnds(SchedulerBase scheduler, boolean now) throws Exception {
        ScheduledExecutorService executor = scheduler.asExecutorService();
        CountDownLatch enough = new CountDownLatch(50);
        List<Future<?>> futures = Collections.synchronizedList(new ArrayList<>());
        TimeUnit micros = TimeUnit.MICROSECONDS;
        Runnable submitter = () -> untilRejected(i -> {
            Future<?> future = executor.schedule(() -> 1, i % 50, micros);
            futures.add(future);
            if (i % 3 == 0) future.cancel(i % 2 == 0);
            futures.add(executor.scheduleAtFixedRate(() -> {}, i % 50, 500, micros));
            enough.countDown();
        });
        Thread one = ExecutorViewCancelTest.start(submitter);
        Thread two = ExecutorViewCancelTest.start(submitter);
        enough.await();
        executor.shutdown();
        if (now) executor.shutdownNow();
        one.join();
        two.join();
        for (Future<?> future : futures) {
            try {
                assertEquals(1, future.get());
            } catch (CancellationException expected) {
                assertTrue(future.isCancelled());
            }
        }
        assertTrue(executor.awaitTermination(1, TimeUnit.DAYS));
    }

    /** Stops after a while too, so that a submitter does not outrun its scheduler without end. */
    private static void untilRejected(IntConsumer submission) {
        try {
            for (int i = 0; i < 500; i++) submission.accept(i);
        } catch (RejectedExecutionException expected) {
            // The end of it.
        }
    }

    private static Set<Object> identities(List<?> objects) {
        Set<Object> set = Collections.newSetFromMap(new IdentityHashMap<>());
        set.addAll(objects);
        return set;
    }
}
