package dev.secretariat.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Awaitable;
import dev.secretariat.Outcome;
import dev.secretariat.Promise;
import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Waker;
import dev.secretariat.Worker;
import dev.secretariat.tck.Tasks.Never;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** T5 and T6: failures stay with their task, and are seen. */
interface FailureRules extends Group {
    @Test
    default void required_T5_whateverAStepThrowsFailsThatTaskAlone() throws Exception {
        Scheduler scheduler = trial().scheduler();
        List<Throwable> throwables = List.of(
                new Exception("checked"),
                new IllegalStateException("unchecked"),
                new AssertionError("error"),
                new OutOfMemoryError("pretended"),
                new StackOverflowError("pretended"),
                new InterruptedException("without a flag"),
                new CancellationException("without a request"));
        for (Throwable throwable : throwables) {
            TaskHandle<Integer> handle = scheduler.submit(worker -> Tasks.sneak(throwable));
            assertSame(throwable, trial().failureOf(handle));
            assertEquals(TaskState.FAILED, handle.state());
        }
        TaskHandle<Integer> deep = scheduler.submit(worker -> Step.done(Recursion.endless(0)));
        assertInstanceOf(StackOverflowError.class, trial().failureOf(deep));
        assertEquals(1, trial().run(Task.call(() -> 1)));
    }

    /** A real overflow of the stack. */
    final class Recursion {
        private Recursion() {}

        static int endless(int depth) {
            return depth < 0 ? 0 : endless(depth + 1) + 1;
        }
    }

    @Test
    @SuppressWarnings("NullAway") // on purpose
    default void required_T5_aNullStepNamesTheTask() {
        TaskHandle<Integer> handle = trial().scheduler().submit("forgetful", worker -> null);
        Throwable cause = trial().failureOf(handle);
        assertInstanceOf(NullPointerException.class, cause);
        assertTrue(String.valueOf(cause.getMessage()).contains("'forgetful'"), cause.toString());
    }

    @Test
    default void required_T5_aRegisterThatThrowsFailsTheTask() {
        Awaitable broken = Tasks.awaitable(waker -> {
            throw new IllegalStateException("no room");
        });
        Never before = new Never();
        TaskHandle<Void> one = trial().scheduler().submit(worker -> Step.await(broken));
        TaskHandle<Void> any = trial().scheduler().submit(worker -> Step.awaitAny(before, broken));
        assertEquals("no room", trial().failureOf(one).getMessage());
        assertEquals("no room", trial().failureOf(any).getMessage());
        assertEquals(1, before.registered.size());
        assertTrue(before.isBalanced());
    }

    @Test
    default void required_T5_aTaskThatCannotWaitWindsDownBeforeItFails() {
        Awaitable broken = Tasks.awaitable(waker -> {
            throw new IllegalStateException("no room");
        });
        AtomicInteger calls = new AtomicInteger();
        Task<Void> task = new Task<>() {
            @Override
            public Step<Void> step(Worker worker) {
                return Step.await(broken);
            }

            @Override
            public Step<?> onCancel(Worker worker) {
                if (calls.incrementAndGet() == 1) return Step.yieldNow();
                throw new IllegalStateException("no release");
            }
        };
        Throwable failure = trial().failureOf(trial().scheduler().submit(task));
        assertEquals("no room", failure.getMessage());
        assertEquals(2, calls.get());
        assertEquals("no release", failure.getSuppressed()[0].getMessage());
    }

    @Test
    default void required_T5_aDeregisterThatThrowsIsReported() throws Exception {
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
        Task<Void> leaver = worker -> steps.incrementAndGet() == 1 ? Step.await(broken) : Step.done();
        trial().join(trial().scheduler().submit("leaver", leaver));
        assertEquals(List.of("leaver: cannot leave"), trial().reported());
    }

    @Test
    @Needs(Feature.TIMERS)
    default void required_T6_anUnobservedFailureIsReportedOnceAfterASecond() throws Exception {
        TaskHandle<Void> handle = trial().scheduler().submit("unseen", worker -> Tasks.fail("lost"));
        trial().settleUntil("the failure", handle::isDone);
        trial().settle();
        assertEquals(List.of(), trial().reported());
        trial().untilReported();
        assertEquals(List.of("unseen: lost"), trial().reported());
        trial().advance(Duration.ofSeconds(10));
        trial().settle();
        trial().close(trial().scheduler());
        assertEquals(1, trial().reported().size());
    }

    /** Whoever prints it meets another of its kind. */
    final class Unprintable extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new Unprintable();
        }
    }

    @Test
    @Needs(Feature.TIMERS)
    default void required_T6_aHandlerThatThrowsKeepsNobodyFromWaking() throws Exception {
        Scheduler scheduler = throwingWhenTold();
        TaskHandle<Void> unseen = scheduler.submit("unseen", worker -> {
            throw new Unprintable();
        });
        trial().settleUntil(scheduler, "the failure", unseen::isDone);
        trial().advance(scheduler, Duration.ofSeconds(1));
        TaskHandle<Void> sleeper = scheduler.schedule(Task.run(() -> {}), Duration.ofSeconds(1));
        trial().untilWaiting(scheduler, sleeper);
        trial().advance(scheduler, Duration.ofSeconds(1));
        trial().join(sleeper);
        trial().close(scheduler);
    }

    @Test
    default void required_T6_aHandlerThatThrowsKeepsNobodyFromEnding() throws Exception {
        Scheduler scheduler = throwingWhenTold();
        scheduler.submit("unseen", worker -> {
            throw new Unprintable();
        });
        TaskHandle<Void> cancelled = scheduler.submit("cancelled", new Task<Void>() {
            @Override
            public Step<Void> step(Worker worker) {
                return Step.await(new Never());
            }

            @Override
            public Step<?> onCancel(Worker worker) {
                throw new Unprintable();
            }
        });
        cancelled.cancel();
        trial().assertCancelled(cancelled);
        trial().close(scheduler);
    }

    private Scheduler throwingWhenTold() {
        return trial().create((task, failure) -> {
            throw new Unprintable();
        });
    }

    @Test
    default void required_T6_anUnobservedFailureIsReportedAtTermination() throws Exception {
        TaskHandle<Void> handle = trial().scheduler().submit("unseen", worker -> Tasks.fail("lost"));
        trial().close(trial().scheduler());
        assertTrue(handle.isDone());
        assertEquals(List.of("unseen: lost"), trial().reported());
    }

    @Test
    default void required_T6_anObservedFailureIsNotReported() throws Exception {
        Scheduler scheduler = trial().scheduler();
        TaskHandle<Void> joined = scheduler.submit(worker -> Tasks.fail("joined"));
        assertEquals("joined", trial().failureOf(joined).getMessage());
        TaskHandle<Void> asked = scheduler.submit(worker -> Tasks.fail("asked"));
        trial().settleUntil("a failure", asked::isDone);
        assertInstanceOf(Outcome.Failed.class, asked.outcome());
        TaskHandle<Void> future = scheduler.submit(worker -> Tasks.fail("future"));
        CompletableFuture<Void> told = future.toCompletableFuture();
        Promise<Integer> gate = new Promise<>();
        TaskHandle<Void> awaited = scheduler.submit(worker -> gate.isDone() ? Tasks.fail("awaited") : Step.await(gate));
        TaskHandle<Void> waiter = scheduler.submit(worker -> {
            if (!awaited.isDone()) return Step.await(awaited);
            assertInstanceOf(Outcome.Failed.class, awaited.outcome());
            return Step.done();
        });
        trial().untilWaiting(waiter);
        Tasks.open(gate);
        trial().join(waiter);
        trial().close(scheduler);
        assertTrue(told.isCompletedExceptionally());
        assertEquals(List.of(), trial().reported());
    }

    @Test
    default void required_T6_aFailureThatItsWaiterHasNotLookedAtIsReportedOnce() throws Exception {
        Scheduler scheduler = trial().scheduler();
        for (boolean isCancelled : new boolean[] {false, true}) {
            Promise<Integer> gate = new Promise<>();
            AtomicReference<TaskHandle<Void>> waiter = new AtomicReference<>();
            TaskHandle<Void> failing = scheduler.submit("failing " + isCancelled, worker -> {
                if (!gate.isDone()) return Step.await(gate);
                if (isCancelled) waiter.get().cancel();
                return Tasks.fail("unseen");
            });
            waiter.set(scheduler.submit(worker -> failing.isDone() ? Step.done() : Step.await(failing)));
            trial().untilWaiting(waiter.get());
            Tasks.open(gate);
            trial().settleUntil("the end of a waiter", () -> waiter.get().isDone());
        }
        trial().settle();
        trial().close(scheduler);
        List<String> reported = new ArrayList<>(trial().reported());
        Collections.sort(reported);
        assertEquals(List.of("failing false: unseen", "failing true: unseen"), reported);
    }

    @Test
    default void required_T6_aFailureThatALateWaiterHasNotLookedAtIsReported() throws Exception {
        Scheduler scheduler = trial().scheduler();
        TaskHandle<Void> failing = scheduler.submit("failing", worker -> Tasks.fail("unseen"));
        trial().settleUntil("the failure", failing::isDone);
        AtomicInteger steps = new AtomicInteger();
        Task<Void> waiter = worker -> steps.incrementAndGet() == 1 ? Step.await(failing) : Step.done();
        trial().join(scheduler.submit(waiter));
        trial().close(scheduler);
        assertEquals(List.of("failing: unseen"), trial().reported());
    }
}
