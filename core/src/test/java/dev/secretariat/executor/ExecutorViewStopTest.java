package dev.secretariat.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Ticker;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.parallel.ParallelScheduler;
import dev.secretariat.spi.Driven;
import dev.secretariat.spi.SchedulerBase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code shutdownNow()} stops: as a ThreadPoolExecutor's, and no later than that. */
@Timeout(60)
class ExecutorViewStopTest {
    enum Pool {
        ONE_WORKER(1) {
            @Override
            SchedulerBase start(Ticker ticker) {
                return ParallelScheduler.builder().workers(1).ticker(ticker).start();
            }
        },
        THREE_WORKERS(3) {
            @Override
            SchedulerBase start(Ticker ticker) {
                return ParallelScheduler.builder().workers(3).ticker(ticker).start();
            }
        },
        OWN_THREAD(1) {
            @Override
            SchedulerBase start(Ticker ticker) {
                return CooperativeScheduler.builder().ticker(ticker).start();
            }
        },
        DRIVEN_BY_ANOTHER_THREAD(1) {
            @Override
            SchedulerBase start(Ticker ticker) {
                CooperativeScheduler scheduler = Driven.byItsCaller(ticker);
                ExecutorViewCancelTest.start(() -> {
                    while (!scheduler.isTerminated()) {
                        try {
                            scheduler.run();
                        } catch (InterruptedException | IllegalStateException betweenTwoStepsOrDriven) {
                            Thread.onSpinWait(); // drives on, when nobody else does who waits
                        }
                    }
                });
                return scheduler;
            }
        };

        final int threads;

        Pool(int threads) {
            this.threads = threads;
        }

        abstract SchedulerBase start(Ticker ticker);
    }

    @ParameterizedTest
    @EnumSource
    void nothingThatWaitsBeginsWhileItIsTakenBack(Pool pool) throws Exception {
        for (int round = 0; round < 3; round++) {
            ScheduledExecutorService executor = pool.start(Ticker.system()).asExecutorService();
            List<Runnable> waiting = new ArrayList<>();
            AtomicInteger runs = new AtomicInteger();
            occupy(executor, pool.threads);
            for (int i = 0; i < 20_000; i++) waiting.add(new Counting(runs));
            waiting.forEach(executor::execute);
            assertEquals(waiting, executor.shutdownNow());
            assertTrue(executor.awaitTermination(1, TimeUnit.DAYS));
            assertEquals(0, runs.get());
        }
    }

    /** All threads, until they are interrupted. */
    private static void occupy(ScheduledExecutorService executor, int threads) throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) executor.execute(() -> ExecutorViewCancelTest.waitForInterrupt(busy));
        busy.await();
    }

    /** The workers are free as soon as the call is made, not only when it interrupts them. */
    @ParameterizedTest
    @EnumSource
    void atMostOnePieceOfWorkForEachWorkerBeginsAfterTheStop(Pool pool) throws Exception {
        for (int round = 0; round < 5; round++) {
            SchedulerBase scheduler = pool.start(Ticker.system());
            ScheduledExecutorService executor = scheduler.asExecutorService();
            CountDownLatch busy = new CountDownLatch(pool.threads);
            AtomicInteger begun = new AtomicInteger();
            AtomicInteger late = new AtomicInteger();
            for (int i = 0; i < pool.threads; i++) {
                executor.execute(() -> {
                    busy.countDown();
                    while (!executor.isShutdown()) Thread.onSpinWait();
                });
            }
            busy.await();
            AtomicBoolean returned = new AtomicBoolean();
            for (int i = 0; i < 20_000; i++) {
                executor.execute(() -> {
                    begun.incrementAndGet();
                    if (returned.get()) late.incrementAndGet();
                });
            }
            int takenBack = executor.shutdownNow().size();
            returned.set(true);
            assertTrue(executor.awaitTermination(1, TimeUnit.DAYS));
            assertEquals(20_000, takenBack + begun.get());
            assertTrue(begun.get() <= pool.threads, "so many have begun: " + begun);
            assertEquals(0, late.get());
        }
    }

    @ParameterizedTest
    @EnumSource
    void noRunOfAPeriodicTaskBeginsAfterTheReturn(Pool pool) throws Exception {
        int uninterrupted = 0;
        for (int round = 0; round < 40; round++) {
            ScheduledExecutorService executor = pool.start(Ticker.system()).asExecutorService();
            AtomicBoolean returned = new AtomicBoolean();
            AtomicInteger late = new AtomicInteger();
            CountDownLatch running = new CountDownLatch(8);
            Runnable work = () -> {
                if (returned.get() && !Thread.currentThread().isInterrupted()) late.incrementAndGet();
                running.countDown();
            };
            List<Future<?>> jobs = new ArrayList<>();
            for (int i = 0; i < 8; i++) jobs.add(executor.scheduleAtFixedRate(work, 0, 1, TimeUnit.NANOSECONDS));
            running.await();
            executor.shutdownNow();
            returned.set(true);
            assertTrue(executor.awaitTermination(1, TimeUnit.DAYS));
            assertTrue(jobs.stream().allMatch(Future::isCancelled));
            uninterrupted += late.get();
        }
        assertEquals(0, uninterrupted);
    }

    @ParameterizedTest
    @EnumSource
    void aPeriodicTaskThatLooksAtTheClockMeanwhileDoesNotRunAgain(Pool pool) throws Exception {
        PausingTicker ticker = new PausingTicker(1);
        ScheduledExecutorService executor = pool.start(ticker).asExecutorService();
        AtomicInteger runs = new AtomicInteger();
        Future<?> job = executor.scheduleAtFixedRate(runs::incrementAndGet, 0, 1, TimeUnit.NANOSECONDS);
        ticker.paused.await();
        int before = runs.get();
        assertEquals(List.of(), executor.shutdownNow());
        ticker.goOn.countDown();
        assertTrue(executor.awaitTermination(1, TimeUnit.DAYS));
        assertEquals(before, runs.get());
        assertTrue(job.isCancelled());
    }

    /** The same before its first run: it is returned, and not run as well. */
    @Test
    void aPeriodicTaskThatLooksAtTheClockBeforeItsFirstRunIsTakenBack() throws Exception {
        PausingTicker ticker = new PausingTicker(0);
        ScheduledExecutorService executor = Pool.ONE_WORKER.start(ticker).asExecutorService();
        AtomicInteger runs = new AtomicInteger();
        Future<?> job = executor.scheduleAtFixedRate(runs::incrementAndGet, 0, 1, TimeUnit.NANOSECONDS);
        ticker.paused.await();
        assertEquals(List.of(job), executor.shutdownNow());
        ticker.goOn.countDown();
        assertTrue(executor.awaitTermination(1, TimeUnit.DAYS));
        assertEquals(0, runs.get());
    }

    /** Pauses once where a periodic task asks whether it is time, between its look at the phase and its run. */
    private static final class PausingTicker implements Ticker {
        final CountDownLatch paused = new CountDownLatch(1);
        final CountDownLatch goOn = new CountDownLatch(1);
        final AtomicInteger looksBefore;

        PausingTicker(int looksBefore) {
            this.looksBefore = new AtomicInteger(looksBefore);
        }

        @Override
        public long nanos() {
            if (paused.getCount() > 0 && isAskedByAPeriodicTask() && looksBefore.getAndDecrement() == 0) {
                paused.countDown();
                Driven.awaitQuietly(goOn);
            }
            return Ticker.system().nanos();
        }

        private static boolean isAskedByAPeriodicTask() {
            return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                    .walk(frames -> frames.dropWhile(
                                    frame -> !frame.getMethodName().equals("isPast"))
                            .anyMatch(frame -> frame.getDeclaringClass() == PeriodicFuture.class));
        }
    }

    private static final class Counting implements Runnable {
        private final AtomicInteger runs;

        Counting(AtomicInteger runs) {
            this.runs = runs;
        }

        @Override
        public void run() {
            runs.incrementAndGet();
        }
    }
}
