package dev.secretariat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.cooperative.CooperativeScheduler;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Small versions of what went wrong between tasks, futures and threads that block; see docs/bugs-of-other-pools.md. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BugsOfOtherBridgesTest {
    private final ManualTicker ticker = new ManualTicker();
    private final List<Throwable> reported = new ArrayList<>();
    private final CooperativeScheduler scheduler = CooperativeScheduler.builder()
            .ticker(ticker)
            .failureHandler((task, failure) -> reported.add(failure))
            .build();

    @AfterEach
    void nothingWasReported() {
        assertEquals(List.of(), reported);
    }

    private <T> TaskHandle<T> run(Task<T> task) {
        TaskHandle<T> handle = scheduler.submit(task);
        scheduler.runUntilIdle();
        return handle;
    }

    private static Throwable causeOf(TaskHandle<?> failed) {
        return assertInstanceOf(Outcome.Failed.class, failed.outcome()).cause();
    }

    // ---- Futures ----

    @Test
    void aTaskThatIsCancelledCancelsItsFuture_kotlinxcoroutines164() {
        CompletableFuture<Void> future = new CompletableFuture<>();
        run(Task.future(() -> future)).cancel();
        scheduler.runUntilIdle();
        assertTrue(future.isCancelled());
    }

    @Test
    void aMinimalStageIsAwaitedAndLeftAlone_kotlinxcoroutines2456() {
        CompletableFuture<String> source = new CompletableFuture<>();
        TaskHandle<String> awaits = run(Task.future(source::minimalCompletionStage));
        TaskHandle<String> cancelled = run(Task.future(source::minimalCompletionStage));
        cancelled.cancel();
        scheduler.runUntilIdle();
        assertEquals(TaskState.CANCELLED, cancelled.state());
        assertFalse(source.isDone());
        source.complete("a reply");
        scheduler.runUntilIdle();
        assertEquals("a reply", awaits.result());
    }

    @Test
    void aFutureThatIsCancelledElsewhereEndsItsTask_futurity3() {
        CompletableFuture<String> future = new CompletableFuture<>();
        TaskHandle<String> handle = run(Task.future(() -> future));
        future.cancel(true);
        scheduler.runUntilIdle();
        assertInstanceOf(CancellationException.class, causeOf(handle));
    }

    @Test
    void whatDependsOnACancelledFutureCountsAsCancelled_kafka9878() {
        CompletableFuture<String> future = new CompletableFuture<>();
        TaskHandle<Integer> handle = run(Task.future(() -> future.thenApply(String::length)));
        future.cancel(true);
        scheduler.runUntilIdle();
        assertInstanceOf(CancellationException.class, causeOf(handle));
        assertInstanceOf(
                Outcome.Cancelled.class,
                Promise.from(future.thenApply(String::length)).outcome());
    }

    @Test
    void whatAStageFailsWithIsToldWithoutItsWrappers_futuresextra29() {
        IOException cause = new IOException("no line");
        CompletableFuture<String> future = new CompletableFuture<>();
        TaskHandle<Integer> handle =
                run(Task.future(() -> future.thenApply(String::length).thenApply(x -> x + 1)));
        future.completeExceptionally(cause);
        scheduler.runUntilIdle();
        assertSame(cause, causeOf(handle));
    }

    @Test
    void aTimeOutAroundItReachesWhatItHasStarted_failsafe266() {
        CompletableFuture<String> upload = new CompletableFuture<>();
        Deadline deadline = scheduler.deadline(Duration.ofSeconds(1));
        TaskHandle<String> handle = run(Tasks.withDeadline(Task.future(() -> upload), deadline));
        ticker.advance(Duration.ofSeconds(1));
        scheduler.runUntilIdle();
        assertInstanceOf(TimeoutException.class, causeOf(handle));
        assertTrue(upload.isCancelled());
    }

    @Test
    void aStageThatMakesNoFutureIsLeftAlone_akka31722() {
        CompletableFuture<String> source = new CompletableFuture<>();
        TaskHandle<String> handle = run(Task.future(() -> Stages.withoutFuture(source)));
        handle.cancel();
        scheduler.runUntilIdle();
        assertEquals(TaskState.CANCELLED, handle.state());
        assertFalse(source.isDone());
    }

    @Test
    void aFutureOfATaskThatIsCancelledIsSettled_helidon12463() {
        TaskHandle<String> handle = run(Task.future(CompletableFuture::new));
        CompletableFuture<String> future = handle.toCompletableFuture();
        List<String> told = new ArrayList<>();
        CompletableFuture<String> ignored = future.whenComplete((value, failure) -> told.add("settled"));
        assertTrue(future.cancel(true));
        assertEquals(List.of("settled"), told);
        assertThrows(CancellationException.class, future::join);
        scheduler.runUntilIdle();
        assertEquals(TaskState.CANCELLED, handle.state());
    }

    // ---- Calls that block ----

    @Test
    void anInterruptThatComesLateReachesNoOtherCall_servicetalk3637() throws Exception {
        CooperativeScheduler own = CooperativeScheduler.builder().start();
        AtomicInteger leaked = new AtomicInteger();
        try (BareThread bare = new BareThread()) {
            BlockingCalls calls = Blocking.on(bare);
            for (int i = 0; i < 1_000; i++) {
                TaskHandle<Void> ends = own.submit(calls.run(() -> {}));
                TaskHandle<Void> next = own.submit(calls.run(() -> {
                    if (Thread.currentThread().isInterrupted()) leaked.incrementAndGet();
                }));
                for (int spins = i % 300; spins > 0; spins--) Thread.onSpinWait();
                ends.cancel();
                next.join();
            }
        }
        own.close();
        assertEquals(0, leaked.get());
    }

    @Test
    void anInterruptThatACallRestoresIsTakenAway_airlift2142() throws Exception {
        CooperativeScheduler own = CooperativeScheduler.builder().start();
        CountDownLatch begun = new CountDownLatch(1);
        try (BareThread bare = new BareThread()) {
            TaskHandle<Void> polite = own.submit(Blocking.on(bare).run(() -> {
                begun.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt(); // as one is taught to
                }
            }));
            begun.await();
            polite.cancel();
        }
        own.close();
    }

    @Test
    void anInterruptThatWasThereBeforeIsKept_parallelcollectors1274() {
        AtomicBoolean kept = new AtomicBoolean();
        TaskHandle<Boolean> seen = run(Blocking.on(command -> {
                    Thread.currentThread().interrupt();
                    command.run();
                    kept.set(Thread.interrupted());
                })
                .call(Thread::interrupted));
        assertFalse(seen.result());
        assertTrue(kept.get());
    }

    @Test
    void aCallForWhichTheSystemHasNoThreadIsRefused_tokio8406() {
        TaskHandle<Void> handle = run(Blocking.on(command -> {
                    throw new OutOfMemoryError("unable to create native thread");
                })
                .run(() -> {}));
        assertInstanceOf(OutOfMemoryError.class, causeOf(handle));
    }

    @Test
    void aCallThatIsMadeWhileAllClosesRuns_tokio7499() throws Exception {
        CooperativeScheduler own = CooperativeScheduler.builder().start();
        Promise<Integer> gate = new Promise<>();
        Task<Void> waits = worker -> gate.isDone() ? Step.done() : Step.await(gate);
        TaskHandle<String> late = own.submit(waits.flatMap(ignored -> Blocking.call(() -> "has run")));
        own.shutdown();
        gate.succeed(1);
        own.close();
        assertEquals("has run", late.result());
    }

    @Test
    void theThreadsAreGoneSoonAfterTheirScheduler_tokio2243() throws Exception {
        Thread thread = run(Blocking.call(Thread::currentThread)).join();
        scheduler.close();
        thread.join();
    }

    @Test
    void aProgramEndsBesideACallThatStandsStill_tokio5338() throws Exception {
        assertTrue(run(Blocking.call(() -> Thread.currentThread().isDaemon())).join());
    }

    @Test
    void aCancelledTaskInterruptsTheThreadBelow_kyo1431() throws Exception {
        CooperativeScheduler own = CooperativeScheduler.builder().start();
        SynchronousQueue<String> never = new SynchronousQueue<>();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch cut = new CountDownLatch(1);
        TaskHandle<String> handle = own.submit(Blocking.call(() -> {
            begun.countDown();
            try {
                return never.take();
            } catch (InterruptedException e) {
                cut.countDown();
                throw e;
            }
        }));
        begun.await();
        handle.cancel();
        cut.await();
        own.close();
    }

    @Test
    void whoeverEndsASchedulerIsNotInterruptedByIt_catseffect3125() throws Exception {
        run(Blocking.run(() -> {})).join();
        scheduler.shutdownNow();
        scheduler.close();
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void aRefusedCallLeavesNothingCounted_reactor3182() {
        BlockingCalls calls = Blocking.on(command -> {
            throw new RejectedExecutionException("full");
        });
        for (int i = 0; i < 3; i++) {
            assertInstanceOf(RejectedExecutionException.class, causeOf(run(calls.run(() -> {}))));
        }
        assertEquals(0, calls.waiting() + calls.running());
    }
}
