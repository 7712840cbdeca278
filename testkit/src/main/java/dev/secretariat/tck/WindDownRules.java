package dev.secretariat.tck;

import static dev.secretariat.tck.Tasks.awaiting;
import static dev.secretariat.tck.Tasks.open;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Deadline;
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
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** T7: a task that is asked to cancel winds down, in as many steps as it wants, before its handle is done. */
interface WindDownRules extends Group {
    @Test
    default void required_T7_aTaskWindsDownInStepsBeforeItsHandleIsDone() throws Exception {
        Promise<Integer> gate = new Promise<>();
        Winding task = new Winding((call, worker) -> {
            if (call == 1) return Step.yieldNow();
            return gate.isDone() ? Step.done() : Step.await(gate);
        });
        TaskHandle<Void> handle = cancelledWhileItWaits(trial().scheduler(), task);
        trial().settleUntil("the wait of a task that winds down", () -> task.calls.get() == 2);
        trial().untilWaiting(handle);
        assertFalse(handle.isDone());
        open(gate);
        trial().assertCancelled(handle);
        assertEquals(3, task.calls.get());
        assertEquals(1, task.steps.get());
    }

    @Test
    default void required_T7_nothingCutsWindingDownShort() throws Exception {
        Scheduler scheduler = trial().create();
        Promise<Integer> gate = new Promise<>();
        Winding task = new Winding((call, worker) -> {
            assertTrue(worker.isCancelled());
            return gate.isDone() ? Step.done() : Step.await(gate);
        });
        TaskHandle<Void> handle = cancelledWhileItWaits(scheduler, task);
        trial().settleUntil(scheduler, "the first step of winding down", () -> task.calls.get() == 1);
        trial().untilWaiting(scheduler, handle);
        assertFalse(handle.cancel());
        trial().settle(scheduler);
        scheduler.shutdownNow();
        assertEquals(TaskState.WAITING, handle.state());
        assertEquals(1, task.calls.get());
        open(gate);
        trial().close(scheduler);
        assertEquals(TaskState.CANCELLED, handle.state());
        assertEquals(2, task.calls.get());
    }

    @Test
    default void required_T7_aTaskWindsDownInStepsWhenTheSchedulerShutsDown() throws Exception {
        Scheduler scheduler = trial().create();
        Winding task = new Winding((call, worker) -> call < 5 ? Step.yieldNow() : Step.done());
        TaskHandle<Void> handle = scheduler.submit(task);
        trial().untilWaiting(scheduler, handle);
        Winding notBegun = new Winding((call, worker) -> call < 5 ? Step.yieldNow() : Step.done());
        TaskHandle<Void> other = scheduler.submit(notBegun);
        scheduler.shutdownNow();
        trial().close(scheduler);
        assertEquals(TaskState.CANCELLED, handle.state());
        assertEquals(TaskState.CANCELLED, other.state());
        assertEquals(5, task.calls.get());
        assertEquals(5, notBegun.calls.get());
    }

    @Test
    default void required_T7_whatWindingDownThrowsIsReportedAndEndsIt() throws Exception {
        Winding throwing = new Winding((call, worker) -> call < 3 ? Step.yieldNow() : Tasks.fail("not clean"));
        TaskHandle<Void> handle = cancelledWhileItWaits(trial().scheduler(), throwing);
        trial().assertCancelled(handle);
        assertEquals(3, throwing.calls.get());
        assertEquals(List.of("winding: not clean"), trial().reported());
    }

    @Test
    @SuppressWarnings("NullAway") // the mistake that is looked for
    default void required_T7_aNullStepOfWindingDownIsReportedByTheTasksName() throws Exception {
        TaskHandle<Void> handle = cancelledWhileItWaits(trial().scheduler(), new Winding((call, worker) -> null));
        trial().assertCancelled(handle);
        assertEquals(
                List.of(
                        "winding: task 'winding' returned null as its step of onCancel(); return Step.done() to end it"),
                trial().reported());
    }

    @Test
    default void required_T4_aWakeInAStepOfWindingDownIsNotLost() throws Exception {
        for (int round = 0; round < 200; round++) {
            AtomicReference<Promise<Integer>> gate = new AtomicReference<>();
            Winding task = new Winding((call, worker) -> {
                if (call == 1) {
                    Promise<Integer> mine = new Promise<>();
                    gate.set(mine);
                    worker.submit(Task.run(() -> open(mine)));
                    return Step.await(mine);
                }
                return gate.get().isDone() ? Step.done() : Step.await(gate.get());
            });
            trial().assertCancelled(cancelledWhileItWaits(trial().scheduler(), task));
        }
    }

    @Test
    default void required_T9_aWaitOfWindingDownIsDeregisteredOnce() throws Exception {
        Never never = new Never();
        Promise<Integer> gate = new Promise<>();
        Winding task = new Winding((call, worker) -> gate.isDone() ? Step.done() : Step.awaitAny(never, gate));
        TaskHandle<Void> handle = cancelledWhileItWaits(trial().scheduler(), task);
        trial().settleUntil("a wait of winding down", () -> !never.registered.isEmpty());
        for (Waker waker : List.copyOf(never.registered)) waker.wake();
        trial().settleUntil("another wait of winding down", () -> never.registered.size() > 1);
        open(gate);
        trial().assertCancelled(handle);
        assertTrue(never.isBalanced());
    }

    @Test
    @Needs(Feature.TIMERS)
    default void required_T10_aSleepOfWindingDownEndsOnlyByItsTime() throws Exception {
        Winding task = new Winding((call, worker) -> call == 1 ? Step.sleep(Duration.ofHours(1)) : Step.done());
        TaskHandle<Void> handle = cancelledWhileItWaits(trial().scheduler(), task);
        trial().settleUntil("the first step of winding down", () -> task.calls.get() == 1);
        trial().untilWaiting(handle);
        assertFalse(handle.cancel());
        task.waits.registered.forEach(Waker::wake); // stale
        trial().advance(Duration.ofHours(1).minusNanos(1));
        trial().settle();
        assertFalse(handle.isDone());
        trial().advance(Duration.ofNanos(1));
        trial().assertCancelled(handle);
        assertEquals(2, task.calls.get());
    }

    @Test
    @SuppressWarnings("NullAway") // Void has no other value
    default void required_T7_compositionsEndAfterTheirParts() throws Exception {
        List<Function<Task<Void>, Task<?>>> compositions = List.of(
                part -> dev.secretariat.Tasks.both(part, awaiting(new Promise<>()), (one, other) -> null),
                part -> dev.secretariat.Tasks.first(awaiting(new Promise<>()), part),
                part -> dev.secretariat.Tasks.withDeadline(part, far()),
                part -> dev.secretariat.Tasks.using(() -> () -> {}, resource -> part),
                part -> part.map(value -> 1),
                part -> part.flatMap(value -> part));
        for (Function<Task<Void>, Task<?>> outer : compositions) {
            for (Function<Task<Void>, Task<?>> inner : compositions) {
                Promise<Integer> gate = new Promise<>();
                Winding part = new Winding((call, worker) -> gate.isDone() ? Step.done() : Step.await(gate));
                Task<Void> nested = inner.apply(part).map(value -> null);
                TaskHandle<?> handle = trial().scheduler().submit(outer.apply(nested));
                trial().settleUntil("the wait of a part", () -> !part.waits.registered.isEmpty());
                assertTrue(handle.cancel());
                trial().settleUntil("a part that winds down", () -> part.calls.get() > 0);
                trial().settle();
                assertFalse(handle.isDone());
                open(gate);
                trial().assertCancelled(handle);
            }
        }
    }

    private Deadline far() {
        return trial().scheduler().deadline(Duration.ofDays(1));
    }

    private TaskHandle<Void> cancelledWhileItWaits(Scheduler scheduler, Winding task) throws Exception {
        TaskHandle<Void> handle = scheduler.submit("winding", task);
        trial().settleUntil(scheduler, "the wait of a task", () -> !task.waits.registered.isEmpty());
        assertTrue(handle.cancel());
        return handle;
    }

    /** Waits until it is asked to cancel; then does as it is told. */
    final class Winding implements Task<Void> {
        final Never waits = new Never();
        final AtomicInteger steps = new AtomicInteger();
        final AtomicInteger calls = new AtomicInteger();
        private final Down down;

        Winding(Down down) {
            this.down = down;
        }

        @Override
        public Step<Void> step(Worker worker) {
            steps.incrementAndGet();
            return Step.await(waits);
        }

        @Override
        public Step<?> onCancel(Worker worker) {
            return down.step(calls.incrementAndGet(), worker);
        }
    }

    /** A step of winding down. */
    interface Down {
        Step<?> step(int call, Worker worker);
    }
}
