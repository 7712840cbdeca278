package dev.secretariat.tck;

import static dev.secretariat.tck.Tasks.open;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Deadline;
import dev.secretariat.Promise;
import dev.secretariat.Task;
import dev.secretariat.TaskFailedException;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Waker;
import dev.secretariat.fiber.FiberBody;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.tck.Tasks.Never;
import dev.secretariat.tck.Tasks.Wrapping;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** B1, B6 and B7: a fiber is a task, and how its waits end. */
interface FiberRules extends Group {
    private <T> TaskHandle<T> begin(FiberBody<T> body) {
        return trial().scheduler().submit("fiber", Fibers.task(body));
    }

    @OnEachCarrier
    default void required_B1_eachStretchOfABodyIsAStep() throws Exception {
        Promise<Integer> gate = new Promise<>();
        Wrapping<Integer> fiber = new Wrapping<>(Fibers.task(f -> {
            f.yieldNow();
            f.yieldNow();
            return f.await(gate) + 1;
        }));
        TaskHandle<Integer> handle = trial().scheduler().submit(fiber);
        trial().untilWaiting(handle);
        assertEquals(3, fiber.steps.get());
        gate.succeed(41);
        assertEquals(42, trial().join(handle));
        assertEquals(4, fiber.steps.get());
    }

    @OnEachCarrier
    default void required_B1_aWaitForWhatIsThereEndsNoStep() throws Exception {
        Promise<Integer> promise = new Promise<>();
        promise.succeed(1);
        TaskHandle<Integer> ended = trial().scheduler().submit(Task.call(() -> 20));
        trial().join(ended);
        Wrapping<Integer> fiber = new Wrapping<>(Fibers.task(f -> {
            assertEquals(1, f.awaitAny(new Never(), promise));
            f.await((dev.secretariat.Awaitable) promise);
            return f.await(promise) + f.await(ended) + f.await(CompletableFuture.completedFuture(300));
        }));
        assertEquals(321, trial().join(trial().scheduler().submit(fiber)));
        assertEquals(1, fiber.steps.get());
    }

    @OnEachCarrier
    @Needs(Feature.TIMERS)
    default void required_B1_aWaitForADeadlineThatIsPastEndsNoStep() throws Exception {
        Deadline past = trial().scheduler().deadline(Duration.ofSeconds(1));
        Deadline later = trial().scheduler().deadline(Duration.ofDays(1));
        trial().advance(Duration.ofSeconds(1));
        Wrapping<Integer> fiber = new Wrapping<>(Fibers.task(f -> {
            f.await(past);
            f.await(past, later);
            return f.awaitAny(later, past);
        }));
        assertEquals(1, trial().join(trial().scheduler().submit(fiber)));
        assertEquals(1, fiber.steps.get());
    }

    /** By T2, and on several workers. */
    @OnEachCarrier
    default void required_B1_eachStretchHappensBeforeTheNext() throws Exception {
        List<TaskHandle<Integer>> handles = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int[] plain = new int[1];
            handles.add(begin(fiber -> {
                for (int turn = 0; turn < 50; turn++) {
                    plain[0]++;
                    fiber.yieldNow();
                }
                return plain[0];
            }));
        }
        for (TaskHandle<Integer> handle : handles) assertEquals(50, trial().join(handle));
    }

    /** By T4: the other one may complete it before this one stands still. */
    @OnEachCarrier
    default void required_B1_aWakeWhileABodyGoesToItsWaitIsNotLost() throws Exception {
        List<Promise<Integer>> there = new ArrayList<>();
        List<Promise<Integer>> back = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            there.add(new Promise<>());
            back.add(new Promise<>());
        }
        TaskHandle<Integer> one = begin(fiber -> {
            int sum = 0;
            for (int i = 0; i < 200; i++) {
                there.get(i).succeed(i);
                sum += fiber.await(back.get(i));
            }
            return sum;
        });
        TaskHandle<Integer> other = begin(fiber -> {
            int sum = 0;
            for (int i = 0; i < 200; i++) {
                sum += fiber.await(there.get(i));
                back.get(i).succeed(1);
            }
            return sum;
        });
        assertEquals(200, trial().join(one));
        assertEquals(19_900, trial().join(other));
    }

    @OnEachCarrier
    @Needs(Feature.TIMERS)
    default void required_B1_aSleepTakesItsTime() throws Exception {
        TaskHandle<String> handle = begin(fiber -> {
            fiber.sleep(Duration.ofHours(1));
            return "slept";
        });
        trial().untilWaiting(handle);
        trial().advance(Duration.ofHours(1).minusNanos(1));
        trial().settle();
        assertFalse(handle.isDone());
        trial().advance(Duration.ofNanos(1));
        assertEquals("slept", trial().join(handle));
    }

    @OnEachCarrier
    default void required_B1_aFiberIsAPartOfCompositions() throws Exception {
        Task<Integer> two = Fibers.task(fiber -> {
            fiber.yieldNow();
            return 2;
        });
        Task<Integer> tens = Fibers.task(fiber -> fiber.await(fiber.submit("child", Fibers.task(child -> {
            child.yieldNow();
            return 4;
        }))));
        Task<Integer> sum = dev.secretariat.Tasks.both(two, tens.map(four -> four * 10), Integer::sum);
        TaskHandle<Integer> handle = trial().scheduler()
                .submit(sum.flatMap(
                        all -> Fibers.task(fiber -> fiber.worker().task().isDone() ? 0 : all)));
        assertEquals(42, trial().join(handle));
    }

    /** By S3. */
    @OnEachCarrier
    default void required_B1_closeWaitsForAFiber() throws Exception {
        Promise<Integer> gate = new Promise<>();
        TaskHandle<Integer> handle = begin(fiber -> {
            int value = fiber.await(gate);
            for (int turn = 0; turn < 20; turn++) fiber.yieldNow();
            return value;
        });
        trial().untilWaiting(handle);
        TaskHandle<Void> opener = trial().scheduler().submit(Task.run(() -> open(gate)));
        trial().close(trial().scheduler());
        assertTrue(opener.isDone());
        assertEquals(1, handle.result());
    }

    @OnEachCarrier
    default void required_B6_theFirstInTheOrderGivenIsReturned() throws Exception {
        Promise<Integer> promise = new Promise<>();
        TaskHandle<Integer> handle = begin(fiber -> 7);
        trial().join(handle);
        promise.succeed(1);
        List<Integer> order = trial().run(Fibers.task(fiber -> List.of(
                fiber.awaitAny(promise, handle),
                fiber.awaitAny(handle, promise),
                fiber.awaitAny(new Never(), handle))));
        assertEquals(List.of(0, 0, 1), order);
    }

    @OnEachCarrier
    default void required_B6_theOneThatHasWokenTheFiberIsReturned() throws Exception {
        for (int which = 0; which < 3; which++) {
            List<Never> sources = List.of(new Never(), new Never(), new Never());
            TaskHandle<Integer> handle = begin(fiber -> fiber.awaitAny(sources.get(0), sources.get(1), sources.get(2)));
            trial().untilWaiting(handle);
            sources.get(which).registered.get(0).wake();
            assertEquals(which, trial().join(handle));
            for (Never source : sources) assertTrue(source.isBalanced());
        }
    }

    @OnEachCarrier
    default void required_B6_aWakeThatNoneOfThemHasGivenDoesNotEndIt() throws Exception {
        Never before = new Never();
        Never unknown = new Never();
        Promise<Integer> promise = new Promise<>();
        AtomicInteger waits = new AtomicInteger();
        TaskHandle<Integer> handle = begin(fiber -> {
            fiber.await(before);
            waits.incrementAndGet();
            return fiber.awaitAny(unknown, promise);
        });
        trial().untilWaiting(handle);
        Waker stale = before.registered.get(0);
        stale.wake();
        trial().settleUntil("the second wait", () -> waits.get() == 1 && handle.state() == TaskState.WAITING);
        stale.wake();
        trial().settle();
        trial().untilWaiting(handle);
        promise.succeed(1);
        assertEquals(1, trial().join(handle));
        assertTrue(unknown.isBalanced());
    }

    @OnEachCarrier
    @Needs(Feature.TIMERS)
    default void required_B6_aDeadlineThatComesFirstThrowsATimeoutException() throws Exception {
        Promise<Integer> promise = new Promise<>();
        TaskHandle<Integer> never = begin(fiber -> fiber.await(new Promise<Integer>()));
        TaskHandle<Integer> handle = begin(fiber -> {
            Deadline deadline = fiber.deadline(Duration.ofMinutes(1));
            assertThrows(TimeoutException.class, () -> fiber.await(promise, deadline));
            assertThrows(TimeoutException.class, () -> fiber.await(never, deadline));
            assertThrows(TimeoutException.class, () -> fiber.await(new Never(), deadline));
            assertThrows(TimeoutException.class, () -> fiber.await(new CompletableFuture<Integer>(), deadline));
            promise.succeed(5);
            return fiber.await(promise, deadline);
        });
        trial().untilWaiting(handle);
        trial().advance(Duration.ofMinutes(1).minusNanos(1));
        trial().settle();
        assertFalse(handle.isDone());
        trial().advance(Duration.ofNanos(1));
        assertEquals(5, trial().join(handle));
        assertTrue(never.cancel());
    }

    @OnEachCarrier
    @Needs(Feature.TIMERS)
    default void required_B6_whatIsAwaitedComesBeforeItsDeadline() throws Exception {
        Promise<Integer> promise = new Promise<>();
        TaskHandle<Integer> handle = begin(fiber -> {
            Deadline deadline = fiber.deadline(Duration.ofMinutes(1));
            return fiber.await(promise, deadline);
        });
        trial().untilWaiting(handle);
        promise.succeed(6);
        trial().advance(Duration.ofMinutes(1));
        assertEquals(6, trial().join(handle));
    }

    @OnEachCarrier
    default void required_B7_aFailureLeavesTheBodyAsItIs() throws Exception {
        for (Throwable thrown :
                List.of(new IOException("mine"), new IllegalStateException("mine"), new StackOverflowError("mine"))) {
            assertSame(thrown, trial().failureOf(begin(fiber -> {
                fiber.yieldNow();
                return Tasks.sneak(thrown);
            })));
        }
        int usable = trial().run(Fibers.task(fiber -> 1));
        assertEquals(1, usable);
    }

    @OnEachCarrier
    default void required_B7_aFailureIsToldWithTheChainOfFibersItCameThrough() throws Exception {
        IOException thrown = new IOException("mine");
        Promise<Integer> promise = new Promise<>();
        TaskHandle<Integer> inner = trial().scheduler().submit("inner", Fibers.task(fiber -> fiber.await(promise)));
        TaskHandle<Integer> outer = trial().scheduler().submit("outer", Fibers.task(fiber -> fiber.await(inner)));
        trial().untilWaiting(outer);
        promise.fail(thrown);
        Throwable ofInner = assertInstanceOf(TaskFailedException.class, trial().failureOf(outer));
        assertTrue(String.valueOf(ofInner.getMessage()).contains("inner"), ofInner.toString());
        Throwable ofPromise = assertInstanceOf(TaskFailedException.class, ofInner.getCause());
        assertSame(thrown, ofPromise.getCause());
    }

    @OnEachCarrier
    default void required_B7_aBodyMayCatchTheFailureThatItAwaits() throws Exception {
        IOException thrown = new IOException("mine");
        CompletableFuture<Integer> stage = new CompletableFuture<>();
        TaskHandle<Boolean> handle = begin(fiber -> assertThrows(TaskFailedException.class, () -> fiber.await(stage))
                        .getCause()
                == thrown);
        trial().untilWaiting(handle);
        stage.completeExceptionally(thrown);
        assertTrue(trial().join(handle));
        CompletableFuture<Integer> failed = CompletableFuture.failedFuture(thrown);
        TaskHandle<Boolean> other = begin(fiber -> assertThrows(TaskFailedException.class, () -> fiber.await(failed))
                        .getCause()
                == thrown);
        assertTrue(trial().join(other));
    }

    /** By T7: without a request to cancel its own task. */
    @OnEachCarrier
    default void required_B7_theCancellationOfAnotherIsAFailureLikeAnyOther() throws Exception {
        TaskHandle<Integer> other = begin(fiber -> fiber.await(new Promise<Integer>()));
        TaskHandle<Integer> handle = begin(fiber -> fiber.await(other));
        trial().untilWaiting(handle);
        assertTrue(other.cancel());
        assertInstanceOf(CancellationException.class, trial().failureOf(handle));
        assertEquals(TaskState.FAILED, handle.state());
    }

    /** By T6. */
    @OnEachCarrier
    @Needs(Feature.TIMERS)
    default void required_B7_aFailureThatNobodyHasSeenIsReportedOnce() throws Exception {
        TaskHandle<Integer> handle = begin(fiber -> {
            fiber.yieldNow();
            throw new IOException("unseen");
        });
        trial().untilReported();
        assertTrue(handle.isDone());
        assertEquals(List.of("fiber: unseen"), trial().reported());
    }
}
