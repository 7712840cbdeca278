package dev.secretariat.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.ManualTicker;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.spi.Driven;
import dev.secretariat.spi.SchedulerBase;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ExecutorViewCancelTest {
    @Test
    void aCallableCancelledBeforeItsTurnNeverRuns() {
        CooperativeScheduler scheduler = CooperativeScheduler.create();
        AtomicBoolean ran = new AtomicBoolean();
        Future<?> future = scheduler.asExecutorService().submit(() -> ran.set(true));
        assertTrue(future.cancel(false));
        assertTrue(future.isDone());
        assertTrue(future.isCancelled());
        assertFalse(future.cancel(true));
        assertThrows(CancellationException.class, future::get);
        assertThrows(CancellationException.class, () -> future.get(1, TimeUnit.DAYS));
        scheduler.close();
        assertFalse(ran.get());
    }

    @ParameterizedTest
    @EnumSource
    void cancelTrueInterruptsTheCallableAndNobodyAfterIt(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start()) {
            ScheduledExecutorService executor = scheduler.asExecutorService();
            CountDownLatch started = new CountDownLatch(1);
            AtomicBoolean interrupted = new AtomicBoolean();
            Future<?> future = executor.submit(() -> {
                interrupted.set(waitForInterrupt(started));
                Thread.currentThread().interrupt(); // as good manners want it
            });
            Future<Boolean> innocent = executor.submit(Thread::interrupted);
            AtomicBoolean doneAtOnce = new AtomicBoolean();
            Thread canceller = start(() -> {
                Driven.awaitQuietly(started);
                doneAtOnce.set(future.cancel(true) && future.isDone());
            });
            driven.settle(scheduler);
            canceller.join();
            assertTrue(interrupted.get());
            assertTrue(doneAtOnce.get());
            assertThrows(CancellationException.class, future::get);
            assertFalse(innocent.get());
            assertFalse(Thread.interrupted());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFutureIsDoneAtOnceThoughItsCallableGoesOn(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start()) {
            CountDownLatch started = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            AtomicBoolean interrupted = new AtomicBoolean();
            Future<String> future = scheduler.asExecutorService().submit(() -> {
                started.countDown();
                go.await();
                interrupted.set(Thread.interrupted());
                return "too late";
            });
            AtomicReference<Throwable> seen = new AtomicReference<>();
            Thread canceller = start(() -> {
                Driven.awaitQuietly(started);
                future.cancel(false);
                seen.set(assertThrows(CancellationException.class, future::get));
                assertFalse(scheduler.isTerminated());
                go.countDown();
            });
            driven.settle(scheduler);
            canceller.join();
            assertTrue(seen.get() instanceof CancellationException);
            assertFalse(interrupted.get());
            assertTrue(future.isCancelled());
        }
    }

    @Test
    void anInterruptOfTheDriverPassesByTheCallables() throws Exception {
        CooperativeScheduler scheduler = CooperativeScheduler.create();
        Future<Boolean> seen = scheduler.asExecutorService().submit(Thread::interrupted);
        Thread.currentThread().interrupt();
        scheduler.runUntilIdle();
        assertTrue(Thread.interrupted());
        assertFalse(seen.get());
    }

    @Test
    void anInterruptFromElsewhereOutlivesACancel() {
        CooperativeScheduler scheduler = CooperativeScheduler.create();
        AtomicReference<Future<?>> future = new AtomicReference<>();
        future.set(scheduler.asExecutorService().submit(() -> {
            Thread.currentThread().interrupt(); // stands for a stranger's
            future.get().cancel(true);
        }));
        scheduler.runUntilIdle();
        assertTrue(Thread.interrupted());
    }

    @Test
    void anInterruptedThreadThatGetsDrivesNothing() throws Exception {
        CooperativeScheduler scheduler = CooperativeScheduler.create();
        Future<Integer> future = scheduler.asExecutorService().submit(() -> 1);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, future::get);
        assertFalse(Thread.interrupted());
        assertFalse(future.isDone());
        assertEquals(1, future.get());
        Thread.currentThread().interrupt();
        assertEquals(1, future.get()); // done: does not wait
        assertTrue(Thread.interrupted());
    }

    @ParameterizedTest
    @EnumSource
    void cancelsThatRaceWithTheEndInterruptNobodyElse_JDK6576792(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start()) {
            ScheduledExecutorService executor = scheduler.asExecutorService();
            AtomicReference<Future<?>> target = new AtomicReference<>();
            AtomicBoolean stop = new AtomicBoolean();
            Thread canceller = start(() -> {
                while (!stop.get()) {
                    Future<?> next = target.getAndSet(null);
                    if (next != null) next.cancel(true);
                    else Thread.onSpinWait();
                }
            });
            for (int i = 0; i < 5_000; i++) {
                AtomicReference<Future<?>> self = new AtomicReference<>();
                self.set(executor.submit(() -> target.set(self.get())));
                Future<Boolean> innocent = executor.submit(Thread::interrupted);
                Future<?> cancelled = self.get();
                assertFalse(innocent.get(), "run " + i);
                while (!cancelled.isDone()) Thread.onSpinWait(); // on another worker
                assertFalse(Thread.interrupted());
            }
            stop.set(true);
            canceller.join();
        }
    }

    @Test
    void aCallableIsNotLeftBeforeItsInterruptHasCome_JDK6576792() throws Exception {
        CooperativeScheduler scheduler = CooperativeScheduler.create();
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch cancelling = new CountDownLatch(1);
        Future<?> future = scheduler.asExecutorService().submit(() -> {
            started.countDown();
            cancelling.await();
            return null;
        });
        AtomicBoolean left = new AtomicBoolean();
        AtomicBoolean leaked = new AtomicBoolean();
        Thread canceller = new Thread(() -> {
            Driven.awaitQuietly(started);
            future.cancel(true);
        });
        Thread runner = new Thread() {
            @Override
            public void run() {
                scheduler.runUntilIdle();
                left.set(true);
                while (canceller.isAlive()) Thread.onSpinWait();
                leaked.set(Thread.interrupted());
            }

            @Override
            public void interrupt() { // in the canceller, as slow as can be
                cancelling.countDown();
                while (!left.get() && !isIn("finish", this)) Thread.onSpinWait();
                super.interrupt();
            }
        };
        canceller.start();
        runner.start();
        runner.join();
        assertFalse(leaked.get());
    }

    private static boolean isIn(String method, Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals(method));
    }

    @ParameterizedTest
    @EnumSource
    void aTimedGetGivesUpAndTheCallableGoesOn(Driven driven) throws Exception {
        ManualTicker ticker = new ManualTicker();
        try (SchedulerBase scheduler = driven.start(ticker)) {
            Future<Integer> future = scheduler.asExecutorService().schedule(() -> 1, 1, TimeUnit.HOURS);
            assertThrows(TimeoutException.class, () -> future.get(0, TimeUnit.SECONDS));
            assertThrows(TimeoutException.class, () -> future.get(-1, TimeUnit.SECONDS));
            assertFalse(future.isDone());
            ticker.advance(Duration.ofHours(1));
            assertEquals(1, future.get(1, TimeUnit.SECONDS));
        }
    }

    @Test
    void aSubmittedFutureCanBeRunByHandOnce() throws Exception {
        CooperativeScheduler scheduler = CooperativeScheduler.create();
        AtomicReference<Thread> runner = new AtomicReference<>();
        Future<?> future = scheduler.asExecutorService().submit(() -> runner.set(Thread.currentThread()));
        Thread other = start((RunnableFuture<?>) future);
        other.join();
        assertTrue(future.isDone());
        scheduler.close();
        assertEquals(other, runner.get());
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_19)
    void theFutureMethodsOfLaterVersionsWork() throws Exception {
        CooperativeScheduler scheduler = CooperativeScheduler.create();
        ScheduledExecutorService executor = scheduler.asExecutorService();
        Future<Integer> good = executor.submit(() -> 1);
        Callable<Integer> failing = () -> {
            throw new IllegalStateException("on purpose");
        };
        Future<Integer> bad = executor.submit(failing);
        Future<Integer> gone = executor.submit(() -> 3);
        assertEquals("RUNNING", tell(good, "state").toString());
        gone.cancel(false);
        scheduler.runUntilIdle();
        assertEquals("SUCCESS", tell(good, "state").toString());
        assertEquals(1, tell(good, "resultNow"));
        assertEquals("FAILED", tell(bad, "state").toString());
        assertEquals(IllegalStateException.class, tell(bad, "exceptionNow").getClass());
        assertEquals("CANCELLED", tell(gone, "state").toString());
        assertThrows(ExecutionException.class, bad::get);
    }

    private static Object tell(Future<?> future, String method) throws Exception {
        return Future.class.getMethod(method).invoke(future);
    }

    static Thread start(Runnable body) {
        Thread thread = new Thread(body);
        thread.start();
        return thread;
    }

    static boolean waitForInterrupt(CountDownLatch started) {
        started.countDown();
        while (!Thread.interrupted()) LockSupport.park();
        return true;
    }
}
