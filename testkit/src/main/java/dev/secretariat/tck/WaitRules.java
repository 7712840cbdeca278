package dev.secretariat.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Awaitable;
import dev.secretariat.Outcome;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Waker;
import dev.secretariat.tck.Tasks.Never;
import dev.secretariat.tck.Tasks.Waiting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** T9: registering, deregistering and waking. */
interface WaitRules extends Group {
    @Test
    default void required_T9_deregisterFollowsTheNextStepAndPrecedesTheNextRegistration() throws Exception {
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger steps = new AtomicInteger();
        Task<Void> task = worker -> {
            log.add("step");
            int step = steps.incrementAndGet();
            if (step == 1) return Step.await(logged("a", log));
            if (step == 2) return Step.await(logged("b", log));
            return step == 3 ? Step.yieldNow() : Step.done();
        };
        trial().run(task);
        assertEquals(List.of("step", "+a", "step", "-a", "+b", "step", "-b", "step"), List.copyOf(log));
    }

    private static Awaitable logged(String name, List<String> log) {
        return new Awaitable() {
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
        };
    }

    @Test
    default void required_T9_awaitAnyDeregistersFromAll() throws Exception {
        Never one = new Never();
        Never other = new Never();
        Never third = new Never();
        AtomicInteger steps = new AtomicInteger();
        TaskHandle<Void> handle = trial().scheduler()
                .submit(worker -> steps.incrementAndGet() == 1 ? Step.awaitAny(one, other, third) : Step.done());
        trial().settleUntil("the last registration", () -> !third.registered.isEmpty());
        other.registered.get(0).wake();
        trial().join(handle);
        for (Never never : List.of(one, other, third)) {
            assertEquals(1, never.registered.size());
            assertTrue(never.isBalanced());
        }
    }

    @Test
    default void required_T9_wakingTwiceRunsOneStep() throws Exception {
        for (int round = 0; round < 50; round++) {
            Never never = new Never();
            Waiting task = new Waiting(never);
            TaskHandle<Void> handle = trial().scheduler().submit(task);
            trial().untilWaiting(handle);
            Waker waker = never.registered.get(0);
            AtomicBoolean together = new AtomicBoolean();
            trial().run(Task.run(() -> {
                waker.wake();
                waker.wake();
                // State first: a worker that has taken the task, and not yet come into its body, shows as RUNNING.
                together.set(handle.state() == TaskState.READY && task.steps.get() == 1);
            }));
            trial().settle();
            trial().untilWaiting(handle);
            if (together.get()) assertEquals(2, task.steps.get());
            else assertTrue(task.steps.get() <= 3);
            handle.cancel();
            trial().assertCancelled(handle);
        }
    }

    @Test
    default void required_T9_aWakeNeverRunsAStepInTheCaller() throws Exception {
        for (int round = 0; round < 50; round++) {
            Promise<Integer> gate = new Promise<>();
            AtomicReference<@Nullable Thread> waking = new AtomicReference<>();
            AtomicBoolean inside = new AtomicBoolean();
            TaskHandle<Void> waiter = trial().scheduler().submit(worker -> {
                if (!gate.isDone()) return Step.await(gate);
                inside.set(waking.get() == Thread.currentThread());
                return Step.done();
            });
            trial().untilWaiting(waiter);
            Runnable wake = () -> {
                waking.set(Thread.currentThread());
                Tasks.open(gate);
                waking.set(null);
            };
            if (round % 2 == 0) wake.run();
            else trial().run(Task.run(wake));
            trial().join(waiter);
            assertFalse(inside.get(), "a step ran inside wake()");
        }
    }

    @Test
    default void required_T9_aPromiseManyWaitForWakesEachOnce() throws Exception {
        Promise<String> promise = new Promise<>();
        AtomicInteger steps = new AtomicInteger();
        List<TaskHandle<String>> handles = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            handles.add(trial().scheduler().submit(worker -> {
                steps.incrementAndGet();
                if (!promise.isDone()) return Step.await(promise);
                return Step.done(promise.result());
            }));
        }
        for (int i = 0; i < 500; i += 3) {
            TaskHandle<String> handle = handles.get(i);
            trial().settleUntil("a task that waits", () -> handle.state() == TaskState.WAITING);
            handle.cancel();
        }
        assertTrue(promise.complete(new Outcome.Succeeded<>("now")));
        assertFalse(promise.complete(new Outcome.Cancelled<>()));
        for (int i = 0; i < 500; i++) {
            TaskHandle<String> handle = handles.get(i);
            if (i % 3 == 0) trial().assertCancelled(handle);
            else assertEquals("now", trial().join(handle));
        }
        assertTrue(steps.get() <= 1000);
    }
}
