package dev.secretariat.rules;

import static dev.secretariat.rules.Steps.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Awaitable;
import dev.secretariat.ManualTicker;
import dev.secretariat.Outcome;
import dev.secretariat.Promise;
import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskFailedException;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Waker;
import dev.secretariat.Worker;
import dev.secretariat.rules.Steps.Never;
import dev.secretariat.rules.Steps.Waiting;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** SPEC.md, rules T1 to T10 (T8 is in NullArgumentsTest). */
@ParameterizedClass
@EnumSource(Kind.class)
@Timeout(60)
class TaskRulesTest {
    @Parameter
    Kind kind;

    private final ManualTicker ticker = new ManualTicker();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private Scheduler scheduler;

    private Scheduler scheduler() {
        if (scheduler == null) {
            scheduler = kind.create(ticker, (task, failure) -> failures.add(task.name() + ": " + failure.getMessage()));
        }
        return scheduler;
    }

    @AfterEach
    void closeScheduler() {
        if (scheduler == null) return;
        scheduler.shutdownNow();
        scheduler.close();
    }

    /** Lets everything that is ready run, on whatever threads. */
    private void settle() throws InterruptedException {
        // Two rounds behind all others: enough for what a first round has made ready.
        for (int i = 0; i < 4; i++) {
            AtomicInteger turns = new AtomicInteger();
            scheduler()
                    .submit(Steps.yieldingUntil(() -> turns.incrementAndGet() > 3))
                    .join();
        }
    }

    // ---- T1, T2, T3 ----

    @Test
    void required_T1_eachSubmissionEndsExactlyOnce() throws Exception {
        List<TaskHandle<Integer>> handles = new ArrayList<>();
        AtomicInteger steps = new AtomicInteger();
        AtomicInteger cancels = new AtomicInteger();
        for (int i = 0; i < 3_000; i++) {
            int number = i;
            TaskHandle<Integer> handle = scheduler().submit(new Task<>() {
                private int step;

                @Override
                public Step<Integer> step(Worker worker) {
                    steps.incrementAndGet();
                    if (step++ < number % 3) return Step.yieldNow();
                    if (number % 3 == 1) throw new IllegalStateException();
                    return Step.done(number);
                }

                @Override
                public void onCancel(Worker worker) {
                    cancels.incrementAndGet();
                }
            });
            handles.add(handle);
            if (number % 5 == 0) handle.cancel();
        }
        int cancelled = 0;
        for (int i = 0; i < handles.size(); i++) {
            TaskHandle<Integer> handle = handles.get(i);
            while (!handle.isDone()) settle();
            Outcome<Integer> outcome = handle.outcome();
            assertSame(outcome, handle.outcome());
            if (outcome instanceof Outcome.Cancelled) cancelled++;
            else if (i % 3 == 1) assertInstanceOf(Outcome.Failed.class, outcome);
            else assertEquals(new Outcome.Succeeded<>(i), outcome);
        }
        assertEquals(cancelled, cancels.get());
        assertTrue(steps.get() <= 6_000);
    }

    @Test
    void required_T2_stepsNeverOverlapAndSeeEachOther() throws Exception {
        List<TaskHandle<Integer>> handles = new ArrayList<>();
        AtomicInteger overlaps = new AtomicInteger();
        for (int i = 0; i < 50; i++) {
            handles.add(scheduler().submit(new Task<>() {
                private final AtomicBoolean inside = new AtomicBoolean();
                private int plain;

                @Override
                public Step<Integer> step(Worker worker) {
                    if (!inside.compareAndSet(false, true)) {
                        overlaps.incrementAndGet();
                    }
                    int next = plain + 1;
                    plain = next;
                    inside.set(false);
                    return next < 500 ? Step.yieldNow() : Step.done(next);
                }
            }));
        }
        for (TaskHandle<Integer> handle : handles) assertEquals(500, handle.join());
        assertEquals(0, overlaps.get());
    }

    @Test
    void required_T3_submissionAndOutcomePublishPlainFields() throws Exception {
        for (int i = 0; i < 500; i++) {
            int[] plain = {i, 0};
            TaskHandle<Void> handle = scheduler().submit(Task.run(() -> plain[1] = plain[0] + 1));
            handle.join();
            assertEquals(i + 1, plain[1]);
        }
    }

    // ---- T4 ----

    @Test
    void required_T4_aWakeDuringTheStepIsNotLost() throws Exception {
        AtomicReference<Waker> waker = new AtomicReference<>();
        Never never = new Never();
        AtomicInteger steps = new AtomicInteger();
        TaskHandle<Integer> handle = scheduler().submit(worker -> {
            if (steps.incrementAndGet() == 2) waker.get().wake();
            else if (steps.get() == 3) return Step.done(3);
            return Step.await(never);
        });
        while (never.registered.isEmpty()) settle();
        waker.set(never.registered.get(0));
        waker.get().wake();
        assertEquals(3, handle.join());
    }

    @Test
    void required_T4_aWakeInsideRegisterIsNotLost() throws Exception {
        AtomicInteger steps = new AtomicInteger();
        Awaitable eager = awaitable(waker -> {
            waker.wake();
            return true;
        });
        TaskHandle<Void> handle =
                scheduler().submit(worker -> steps.incrementAndGet() < 5 ? Step.await(eager) : Step.done());
        assertNull(handle.join());
    }

    @Test
    void required_T4_anAwaitableThatHoldsDoesNotWait() throws Exception {
        AtomicInteger steps = new AtomicInteger();
        Awaitable holds = awaitable(waker -> false);
        TaskHandle<Void> handle = scheduler().submit(worker -> {
            int step = steps.incrementAndGet();
            if (step == 1) return Step.await(holds);
            if (step == 2) return Step.awaitAny(new Never(), holds);
            return Step.done();
        });
        assertNull(handle.join());
    }

    // ---- T5 ----

    @Test
    void required_T5_whateverAStepThrowsFailsThatTaskAlone() throws Exception {
        List<Throwable> throwables = List.of(
                new Exception("checked"),
                new IllegalStateException("unchecked"),
                new AssertionError("error"),
                new OutOfMemoryError("pretended"),
                new StackOverflowError("pretended"),
                new InterruptedException("without a flag"),
                new CancellationException("without a request"));
        for (Throwable throwable : throwables) {
            TaskHandle<Void> handle = scheduler().submit(worker -> sneak(throwable));
            TaskFailedException told = assertThrows(TaskFailedException.class, handle::join);
            assertSame(throwable, told.getCause());
            assertEquals(TaskState.FAILED, handle.state());
        }
        TaskHandle<Integer> deep = scheduler().submit(worker -> Step.done(recurse(0)));
        assertInstanceOf(
                StackOverflowError.class,
                assertThrows(TaskFailedException.class, deep::join).getCause());
        assertEquals(1, scheduler().submit(Task.call(() -> 1)).join());
    }

    @Test
    void required_T5_aNullStepNamesTheTask() {
        TaskHandle<Void> handle = scheduler().submit("forgetful", worker -> null);
        Throwable cause = assertThrows(TaskFailedException.class, handle::join).getCause();
        assertInstanceOf(NullPointerException.class, cause);
        assertTrue(cause.getMessage().contains("'forgetful'"), cause.getMessage());
    }

    @Test
    void required_T5_aRegisterThatThrowsFailsTheTask() {
        Awaitable broken = awaitable(waker -> {
            throw new IllegalStateException("no room");
        });
        Never before = new Never();
        TaskHandle<Void> one = scheduler().submit(worker -> Step.await(broken));
        TaskHandle<Void> any = scheduler().submit(worker -> Step.awaitAny(before, broken));
        assertEquals("no room", failureOf(one));
        assertEquals("no room", failureOf(any));
        assertEquals(1, before.registered.size());
        assertTrue(before.isBalanced());
    }

    @Test
    void required_T5_aDeregisterThatThrowsIsReported() throws Exception {
        AtomicInteger steps = new AtomicInteger();
        Awaitable broken = new Awaitable() {
            @Override
            public boolean register(Waker waker) {
                waker.wake();
                return true;
            }

            @Override
            public void deregister(Waker waker) {
                throw new IllegalStateException("cannot leave");
            }
        };
        scheduler()
                .submit("leaver", worker -> steps.incrementAndGet() == 1 ? Step.await(broken) : Step.done())
                .join();
        assertEquals(List.of("leaver: cannot leave"), List.copyOf(failures));
    }

    // ---- T6 ----

    @Test
    void required_T6_anUnobservedFailureIsReportedOnceAfterASecond() throws Exception {
        TaskHandle<Void> handle = scheduler().submit("unseen", worker -> fail("lost"));
        while (!handle.isDone()) settle();
        settle();
        assertTrue(failures.isEmpty());
        ticker.advance(Duration.ofSeconds(1));
        while (failures.isEmpty()) settle();
        assertEquals(List.of("unseen: lost"), List.copyOf(failures));
        ticker.advance(Duration.ofSeconds(10));
        settle();
        scheduler().close();
        assertEquals(1, failures.size());
    }

    @Test
    void required_T6_anUnobservedFailureIsReportedAtTermination() {
        scheduler().submit("unseen", worker -> fail("lost"));
        scheduler().close();
        assertEquals(List.of("unseen: lost"), List.copyOf(failures));
    }

    @Test
    void required_T6_anObservedFailureIsNotReported() throws Exception {
        TaskHandle<Void> joined = scheduler().submit(worker -> fail("joined"));
        assertThrows(TaskFailedException.class, joined::join);
        TaskHandle<Void> asked = scheduler().submit(worker -> fail("asked"));
        while (!asked.isDone()) settle();
        assertInstanceOf(Outcome.Failed.class, asked.outcome());
        TaskHandle<Void> future = scheduler().submit(worker -> fail("future"));
        CompletableFuture<Void> told = future.toCompletableFuture();
        Promise<Integer> gate = new Promise<>();
        TaskHandle<Void> awaited = scheduler().submit(worker -> gate.isDone() ? fail("awaited") : Step.await(gate));
        TaskHandle<Void> waiter = scheduler().submit(worker -> awaited.isDone() ? Step.done() : Step.await(awaited));
        while (waiter.state() != TaskState.WAITING) settle();
        gate.complete(new Outcome.Succeeded<>(1));
        waiter.join();
        scheduler().close();
        assertTrue(told.isCompletedExceptionally());
        assertEquals(List.of(), List.copyOf(failures));
    }

    // ---- T7 ----

    @Test
    void required_T7_cancelBeforeTheFirstStepRunsNoStep() throws Exception {
        Waiting task = new Waiting(new Never());
        TaskHandle<Void> handle = scheduler().schedule(task, Duration.ofHours(1));
        assertTrue(handle.cancel());
        assertFalse(handle.cancel());
        assertThrows(CancellationException.class, handle::join);
        assertEquals(TaskState.CANCELLED, handle.state());
        assertEquals(0, task.steps.get());
        assertEquals(1, task.cancels.get());
        assertFalse(handle.cancel());
    }

    @Test
    void required_T7_aWaitingTaskIsCancelledWithoutAnotherStep() throws Exception {
        Never never = new Never();
        Waiting task = new Waiting(never);
        TaskHandle<Void> handle = scheduler().submit(task);
        while (handle.state() != TaskState.WAITING) settle();
        assertTrue(handle.cancel());
        assertThrows(CancellationException.class, handle::join);
        assertEquals(1, task.steps.get());
        assertEquals(1, task.cancels.get());
        assertTrue(never.isBalanced());
    }

    @Test
    void required_T7_theRunningStepDecides() throws Exception {
        assertEquals(7, cancelledInItsStep(worker -> Step.done(7)).join());
        assertThrows(CancellationException.class, cancelledInItsStep(worker -> Step.yieldNow())::join);
        assertThrows(CancellationException.class, cancelledInItsStep(worker -> Step.await(new Never()))::join);
        assertThrows(CancellationException.class, cancelledInItsStep(worker -> Step.sleep(Duration.ofDays(1)))::join);
        assertThrows(
                CancellationException.class, cancelledInItsStep(worker -> sneak(new CancellationException()))::join);
        assertThrows(CancellationException.class, cancelledInItsStep(worker -> {
            worker.checkpoint();
            return Step.done(0);
        })::join);
        assertEquals("else", failureOf(cancelledInItsStep(worker -> fail("else"))));
    }

    private TaskHandle<Integer> cancelledInItsStep(Task<Integer> last) {
        return scheduler().submit(worker -> {
            assertTrue(worker.task().cancel());
            assertTrue(worker.isCancelled());
            return last.step(worker);
        });
    }

    @Test
    void required_T7_onCancelRunsOnAWorkerBeforeTheHandleIsDone() throws Exception {
        AtomicReference<String> seen = new AtomicReference<>();
        TaskHandle<Void> handle = scheduler().submit("cleaner", new Task<Void>() {
            @Override
            public Step<Void> step(Worker worker) {
                return Step.await(new Never());
            }

            @Override
            public void onCancel(Worker worker) {
                TaskHandle<?> self = worker.task();
                seen.set(self.name() + " " + self.isDone());
                throw new IllegalStateException("not clean");
            }
        });
        handle.cancel();
        assertThrows(CancellationException.class, handle::join);
        assertEquals("cleaner false", seen.get());
        assertEquals(List.of("cleaner: not clean"), List.copyOf(failures));
    }

    @Test
    void required_T7_cancelDoesNotInterrupt() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        AtomicReference<TaskHandle<Boolean>> self = new AtomicReference<>();
        Thread canceller = new Thread(() -> {
            until(() -> running.getCount() == 0 && self.get() != null);
            self.get().cancel();
            cancelled.countDown();
        });
        canceller.start();
        self.set(scheduler().submit(worker -> {
            running.countDown();
            until(() -> cancelled.getCount() == 0);
            return Step.done(Thread.currentThread().isInterrupted());
        }));
        assertFalse(self.get().join());
        canceller.join();
    }

    // ---- T9 ----

    @Test
    void required_T9_deregisterFollowsTheNextStepAndPrecedesTheNextRegistration() throws Exception {
        List<String> log = new ArrayList<>();
        class Logged implements Awaitable {
            final String name;

            Logged(String name) {
                this.name = name;
            }

            @Override
            public boolean register(Waker waker) {
                log.add("+" + name);
                waker.wake();
                return true;
            }

            @Override
            public void deregister(Waker waker) {
                log.add("-" + name);
            }
        }
        AtomicInteger steps = new AtomicInteger();
        scheduler()
                .submit(worker -> {
                    int step = steps.incrementAndGet();
                    log.add("step");
                    if (step == 1) return Step.await(new Logged("a"));
                    if (step == 2) return Step.await(new Logged("b"));
                    if (step == 3) return Step.yieldNow();
                    return Step.done();
                })
                .join();
        assertEquals(List.of("step", "+a", "step", "-a", "+b", "step", "-b", "step"), List.copyOf(log));
    }

    @Test
    void required_T9_awaitAnyDeregistersFromAll() throws Exception {
        Never one = new Never();
        Never other = new Never();
        Never third = new Never();
        AtomicInteger steps = new AtomicInteger();
        TaskHandle<Void> handle = scheduler()
                .submit(worker -> steps.incrementAndGet() == 1 ? Step.awaitAny(one, other, third) : Step.done());
        while (third.registered.isEmpty()) settle();
        other.registered.get(0).wake();
        handle.join();
        for (Never never : List.of(one, other, third)) {
            assertEquals(1, never.registered.size());
            assertTrue(never.isBalanced());
        }
    }

    @Test
    void required_T9_wakingTwiceRunsOneStep() throws Exception {
        Never never = new Never();
        Waiting task = new Waiting(never);
        TaskHandle<Void> handle = scheduler().submit(task);
        while (handle.state() != TaskState.WAITING) settle();
        // From inside a step of a worker, so that with one worker no step can come between.
        Waker waker = never.registered.get(0);
        if (kind != Kind.TWO_THREADS) {
            scheduler()
                    .submit(Task.run(() -> {
                        waker.wake();
                        waker.wake();
                    }))
                    .join();
            settle();
            assertEquals(2, task.steps.get());
        }
    }

    @Test
    void required_T9_aPromiseManyWaitForWakesEachOnce() throws Exception {
        Promise<String> promise = new Promise<>();
        AtomicInteger steps = new AtomicInteger();
        List<TaskHandle<String>> handles = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            handles.add(scheduler().submit(worker -> {
                steps.incrementAndGet();
                if (!promise.isDone()) return Step.await(promise);
                return Step.done(promise.result());
            }));
        }
        for (int i = 0; i < 500; i += 3) {
            TaskHandle<String> handle = handles.get(i);
            while (handle.state() != TaskState.WAITING) settle();
            handle.cancel();
        }
        assertTrue(promise.complete(new Outcome.Succeeded<>("now")));
        assertFalse(promise.complete(new Outcome.Cancelled<>()));
        for (int i = 0; i < 500; i++) {
            TaskHandle<String> handle = handles.get(i);
            if (i % 3 == 0) assertThrows(CancellationException.class, handle::join);
            else assertEquals("now", handle.join());
        }
        assertTrue(steps.get() <= 1000);
    }

    // ---- T10 ----

    @Test
    void required_T10_aStaleWakerNeverShortensASleep() throws Exception {
        Never never = new Never();
        AtomicInteger steps = new AtomicInteger();
        TaskHandle<Integer> handle = scheduler().submit(worker -> {
            int step = steps.incrementAndGet();
            if (step == 1) return Step.await(never);
            if (step == 2) return Step.sleep(Duration.ofHours(1));
            return Step.done(step);
        });
        while (never.registered.isEmpty()) settle();
        Waker stale = never.registered.get(0);
        stale.wake();
        while (steps.get() < 2 || handle.state() != TaskState.WAITING) settle();
        for (int i = 0; i < 10; i++) {
            stale.wake();
            settle();
        }
        ticker.advance(Duration.ofHours(1).minusNanos(1));
        stale.wake();
        settle();
        assertEquals(2, steps.get());
        ticker.advance(Duration.ofNanos(1));
        assertEquals(3, handle.join());
        stale.wake();
        settle();
        assertEquals(3, steps.get());
    }

    @Test
    void required_T10_anEndedTaskKeepsOnlyNameAndOutcome() throws Exception {
        List<WeakReference<?>> garbage = new ArrayList<>();
        TaskHandle<String> handle = endedTask(garbage);
        for (WeakReference<?> reference : garbage) {
            until(() -> {
                System.gc();
                return reference.get() == null;
            });
        }
        assertEquals("big", handle.name());
        assertEquals("result", handle.result());
    }

    /** In a frame of its own, so that no local keeps what should be garbage. */
    private TaskHandle<String> endedTask(List<WeakReference<?>> garbage) throws Exception {
        byte[] big = new byte[1 << 20];
        Promise<byte[]> promise = new Promise<>();
        garbage.add(new WeakReference<>(big));
        garbage.add(new WeakReference<>(promise));
        TaskHandle<String> handle = scheduler()
                .submit(
                        "big",
                        worker -> promise.isDone() && big.length > 0 ? Step.done("result") : Step.await(promise));
        settle();
        promise.complete(new Outcome.Succeeded<>(big));
        handle.join();
        settle();
        return handle;
    }

    @Test
    void required_T10_awaitingOnesOwnHandleFails() {
        TaskHandle<Void> one = scheduler().submit("selfish", w -> Step.await(w.task()));
        assertTrue(failureOf(one).contains("'selfish' awaits its own handle"));
        TaskHandle<Void> any = scheduler().submit(w -> Step.awaitAny(new Never(), w.task()));
        assertTrue(failureOf(any).contains("awaits its own handle"));
    }

    @Test
    void required_T10_aSleepTakesItsTime() throws Exception {
        AtomicInteger steps = new AtomicInteger();
        TaskHandle<Void> handle = scheduler()
                .submit(worker -> steps.incrementAndGet() == 1 ? Step.sleep(Duration.ofMinutes(5)) : Step.done());
        while (handle.state() != TaskState.WAITING) settle();
        ticker.advance(Duration.ofMinutes(4));
        settle();
        assertFalse(handle.isDone());
        ticker.advance(Duration.ofMinutes(1));
        handle.join();
    }

    private static String failureOf(TaskHandle<?> handle) {
        return assertThrows(TaskFailedException.class, handle::join).getCause().getMessage();
    }

    private static int recurse(int depth) {
        return depth < 0 ? 0 : recurse(depth + 1) + 1;
    }

    private static <T> Step<T> fail(String message) {
        throw new IllegalStateException(message);
    }

    @SuppressWarnings("unchecked")
    private static <T, E extends Throwable> Step<T> sneak(Throwable throwable) throws E {
        throw (E) throwable;
    }

    private interface Registering {
        boolean register(Waker waker);
    }

    private static Awaitable awaitable(Registering registering) {
        return new Awaitable() {
            @Override
            public boolean register(Waker waker) {
                return registering.register(waker);
            }

            @Override
            public void deregister(Waker waker) {}
        };
    }
}
