package dev.secretariat.cooperative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Awaitable;
import dev.secretariat.CloseTimeoutException;
import dev.secretariat.Deadline;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Ticker;
import dev.secretariat.Waker;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Each test shows a hole that a review found, and that has been closed since. */
class ClosedHolesTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void aDeadlineSetBesideTheHandOverIsRung() throws Exception {
        AtomicReference<Runnable> meanwhile = new AtomicReference<>();
        Ticker ticker = () -> {
            long now = System.nanoTime();
            if (Thread.currentThread().getName().equals("closer")) {
                Runnable once = meanwhile.getAndSet(null);
                if (once != null) once.run();
            }
            return now;
        };
        CooperativeScheduler scheduler =
                CooperativeScheduler.builder().ticker(ticker).build();
        scheduler.deadline(Duration.ofHours(1)).register(() -> {});
        scheduler.runUntilIdle(); // it is in the heap, so the hand-over reads the time
        Deadline soon = scheduler.deadline(Duration.ofSeconds(1));
        CountDownLatch woken = new CountDownLatch(1);
        meanwhile.set(() -> {
            Thread other = new Thread(() -> soon.register(woken::countDown));
            other.start();
            joinThread(other);
        });
        Thread closer = new Thread(scheduler::close, "closer");
        closer.start();
        joinThread(closer);
        assertTimeoutPreemptively(LONG, () -> woken.await());
    }

    @Test
    void aTerminatedSchedulerDoesNotKeepADeadlineThatNobodyAwaits() {
        CooperativeScheduler scheduler = CooperativeScheduler.create();
        scheduler.close();
        List<WeakReference<Deadline>> left = new ArrayList<>();
        List<Runnable> leave = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            Deadline deadline = scheduler.deadline(Duration.ofDays(1));
            Waker waker = () -> {};
            deadline.register(waker);
            leave.add(() -> deadline.deregister(waker));
            left.add(new WeakReference<>(deadline));
        }
        CountDownLatch allSet = new CountDownLatch(1); // they are taken in order
        assertTrue(scheduler.deadline(Duration.ofSeconds(1)).register(allSet::countDown));
        awaitLatch(allSet);
        leave.forEach(Runnable::run);
        leave.clear();
        assertTimeoutPreemptively(LONG, () -> {
            while (left.stream().filter(one -> one.get() != null).count() > 100) {
                System.gc();
                Thread.onSpinWait();
            }
        });
    }

    @Test
    void aFutureOfATaskMayCloseItsScheduler() {
        CooperativeScheduler scheduler = CooperativeScheduler.builder().start();
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<Void> closed = scheduler
                .submit(Task.run(() -> awaitLatch(go)))
                .toCompletableFuture()
                .thenRun(scheduler::close);
        go.countDown();
        assertTimeoutPreemptively(LONG, () -> closed.join());
    }

    @Test
    void whoIsToldOfTheClosingOfAnIdleSchedulerMayCloseIt() {
        CooperativeScheduler scheduler = CooperativeScheduler.create();
        scheduler.closing().register(scheduler::close);
        assertTimeoutPreemptively(LONG, () -> scheduler.close());
        assertTrue(scheduler.isTerminated());
    }

    @Test
    void aClosingDoesNotFailByWhatAnAwaitableSaysOfItself() {
        CooperativeScheduler scheduler = CooperativeScheduler.create();
        TaskHandle<Void> waiting = scheduler.submit(worker -> Step.await(new Speechless()));
        scheduler.runUntilIdle();
        CloseTimeoutException late =
                assertThrows(CloseTimeoutException.class, () -> scheduler.close(Duration.ofMillis(1)));
        assertTrue(late.getMessage().contains("Speechless"), late.getMessage());
        assertEquals(TaskState.CANCELLED, waiting.state());
        assertTrue(scheduler.isTerminated());
    }

    @Test
    void whoClosesWithoutTimeCancelsAllAlsoIfInterrupted() {
        CooperativeScheduler scheduler = CooperativeScheduler.create();
        TaskHandle<Void> waiting = scheduler.submit(worker -> Step.await(new Promise<>()));
        scheduler.runUntilIdle();
        Thread.currentThread().interrupt();
        assertThrows(CloseTimeoutException.class, () -> scheduler.close(Duration.ZERO));
        assertTrue(Thread.interrupted());
        assertEquals(TaskState.CANCELLED, waiting.state());
    }

    private static final class Speechless implements Awaitable {
        @Override
        public boolean register(Waker waker) {
            return true;
        }

        @Override
        public void deregister(Waker waker) {}

        @Override
        public String toString() {
            throw new UnsupportedOperationException("pretended");
        }
    }

    @Test
    void aFailureHandlerMayCloseItsScheduler() {
        AtomicReference<CooperativeScheduler> self = new AtomicReference<>();
        CooperativeScheduler scheduler = CooperativeScheduler.builder()
                .failureHandler((task, failure) -> self.get().close())
                .build();
        self.set(scheduler);
        scheduler.submit(Task.call(() -> {
            throw new IllegalStateException("x");
        }));
        scheduler.runUntilIdle();
        assertTimeoutPreemptively(LONG, () -> scheduler.close());
    }

    @Test
    void joinsThatMeetTheEndReturnTheResult() throws Exception {
        CooperativeScheduler scheduler = CooperativeScheduler.create();
        List<Throwable> failures = new ArrayList<>();
        Thread[] threads = new Thread[3];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> {
                try {
                    for (int n = 0; n < 20_000; n++) {
                        scheduler.submit(Task.call(() -> 1)).join();
                    }
                } catch (Throwable failure) {
                    synchronized (failures) {
                        failures.add(failure);
                    }
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) thread.join();
        assertEquals(List.of(), failures);
    }

    @Test
    void aThreadThatDroveBeforeIsNotTakenForAStep() throws Exception {
        CooperativeScheduler scheduler = CooperativeScheduler.create();
        AtomicBoolean stop = new AtomicBoolean();
        Throwable wrong = null;
        Thread host = new Thread(() -> {
            while (!stop.get()) {
                try {
                    scheduler.runOne();
                } catch (IllegalStateException driven) {
                    Thread.onSpinWait();
                }
            }
        });
        scheduler.submit(worker -> stop.get() ? Step.done() : Step.yieldNow());
        TaskHandle<Void> last = scheduler.submit(worker -> stop.get() ? Step.done() : Step.yieldNow());
        host.start();
        for (int i = 0; i < 50_000 && wrong == null; i++) {
            try {
                scheduler.runOne(); // makes this the thread that the worker was last on
            } catch (IllegalStateException driven) {
                // by the host, this time
            }
            try {
                last.join(Duration.ZERO);
            } catch (TimeoutException expected) {
                // it goes on
            } catch (IllegalStateException taken) {
                wrong = taken;
            }
        }
        stop.set(true);
        host.join();
        assertNull(wrong);
    }

    @Test
    void theFirstSubmissionOfAllIsTold() {
        AtomicInteger told = new AtomicInteger();
        CooperativeScheduler scheduler =
                CooperativeScheduler.builder().onReady(told::incrementAndGet).build();
        scheduler.submit(Task.run(() -> {}));
        assertEquals(1, told.get());
    }

    @Test
    void aSubmissionAfterAnInterruptedRunIsTold() throws Exception {
        AtomicInteger told = new AtomicInteger();
        CooperativeScheduler scheduler =
                CooperativeScheduler.builder().onReady(told::incrementAndGet).build();
        scheduler.runUntilIdle();
        Thread runner = new Thread(() -> {
            try {
                scheduler.run();
            } catch (InterruptedException e) {
                // as wanted
            }
        });
        runner.start();
        runner.interrupt();
        runner.join();
        int before = told.get();
        scheduler.submit(Task.run(() -> {}));
        assertTrue(told.get() > before);
    }

    @Test
    void closingBesideTheStartIsQuiet() {
        AtomicInteger uncaught = new AtomicInteger();
        for (int i = 0; i < 5_000; i++) {
            CooperativeScheduler scheduler = CooperativeScheduler.builder()
                    .threadFactory(runnable -> {
                        Thread thread = new Thread(runnable);
                        thread.setUncaughtExceptionHandler((t, failure) -> uncaught.incrementAndGet());
                        return thread;
                    })
                    .start();
            scheduler.close();
        }
        assertEquals(0, uncaught.get());
    }

    @Test
    void anInterruptLeftByAStepDoesNotReachTheNextOnTheOwnThread() throws Exception {
        CountDownLatch submitted = new CountDownLatch(1);
        CooperativeScheduler scheduler = CooperativeScheduler.builder()
                .threadFactory(runnable -> new Thread(() -> {
                    awaitLatch(submitted);
                    runnable.run();
                }))
                .start();
        scheduler.submit(Task.run(() -> Thread.currentThread().interrupt()));
        TaskHandle<Boolean> next =
                scheduler.submit(Task.call(() -> Thread.currentThread().isInterrupted()));
        submitted.countDown();
        assertFalse(next.join());
        scheduler.close();
    }

    @Test
    void anInterruptLeftByAStepOnTheCallersThreadEndsTheCallersWait() {
        CooperativeScheduler scheduler = CooperativeScheduler.create();
        scheduler.submit(Task.run(() -> Thread.currentThread().interrupt()));
        TaskHandle<Void> other = scheduler.submit(worker -> Step.await(new Promise<>()));
        assertThrows(InterruptedException.class, other::join);
        assertFalse(Thread.interrupted());
        scheduler.shutdownNow();
        scheduler.close();
    }

    private static void joinThread(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
