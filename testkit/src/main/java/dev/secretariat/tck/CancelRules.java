package dev.secretariat.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Worker;
import dev.secretariat.tck.Tasks.Never;
import dev.secretariat.tck.Tasks.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** T7: what a request to cancel does. */
interface CancelRules extends Group {
    @Test
    @Needs(Feature.TIMERS)
    default void required_T7_cancelBeforeTheFirstStepRunsNoStep() throws Exception {
        Waiting task = new Waiting(new Never());
        TaskHandle<Void> handle = trial().scheduler().schedule(task, Duration.ofHours(1));
        assertTrue(handle.cancel());
        assertFalse(handle.cancel());
        trial().assertCancelled(handle);
        assertEquals(TaskState.CANCELLED, handle.state());
        assertEquals(0, task.steps.get());
        assertEquals(1, task.cancels.get());
        assertFalse(handle.cancel());
    }

    @Test
    default void required_T7_noStepBeginsAfterTheRequest() throws Exception {
        List<AtomicInteger> late = new ArrayList<>();
        List<TaskHandle<Void>> handles = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            AtomicBoolean requested = new AtomicBoolean();
            AtomicInteger steps = new AtomicInteger();
            TaskHandle<Void> handle = trial().scheduler().submit(worker -> {
                if (requested.get()) steps.incrementAndGet();
                return Step.yieldNow();
            });
            assertTrue(handle.cancel());
            requested.set(true);
            late.add(steps);
            handles.add(handle);
        }
        for (TaskHandle<Void> handle : handles) trial().assertCancelled(handle);
        // One may have begun before, and look after.
        for (AtomicInteger steps : late) assertTrue(steps.get() <= 1, steps + " steps after the request");
    }

    @Test
    default void required_T7_aWaitingTaskIsCancelledWithoutAnotherStep() throws Exception {
        Never never = new Never();
        Waiting task = new Waiting(never);
        TaskHandle<Void> handle = trial().scheduler().submit(task);
        trial().untilWaiting(handle);
        assertTrue(handle.cancel());
        trial().assertCancelled(handle);
        assertEquals(1, task.steps.get());
        assertEquals(1, task.cancels.get());
        assertTrue(never.isBalanced());
    }

    /** It has ended when the call returns, or ends in its turn; but once, and all who are concerned are told. */
    @Test
    default void required_T7_aWaitingTaskWithoutAnOnCancelEnds() throws Exception {
        Never never = new Never();
        AtomicInteger steps = new AtomicInteger();
        TaskHandle<Void> handle = trial().scheduler().submit(worker -> {
            steps.incrementAndGet();
            return Step.await(never);
        });
        trial().untilWaiting(handle);
        TaskHandle<TaskState> waiter =
                trial().scheduler().submit(worker -> handle.isDone() ? Step.done(handle.state()) : Step.await(handle));
        trial().untilWaiting(waiter);
        assertTrue(handle.cancel());
        assertFalse(handle.cancel());
        trial().assertCancelled(handle);
        assertEquals(TaskState.CANCELLED, trial().join(waiter));
        assertEquals(1, steps.get());
        assertTrue(never.isBalanced());
    }

    /** As time-outs of time-outs may be. */
    @Test
    default void required_T7_aTaskMayBeCancelledByTheEndOfAnother() throws Exception {
        List<TaskHandle<Void>> handles = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            handles.add(trial().scheduler().submit(worker -> Step.await(new Never())));
        }
        for (TaskHandle<Void> handle : handles) trial().untilWaiting(handle);
        for (int i = 1; i < handles.size(); i++) {
            TaskHandle<Void> next = handles.get(i);
            assertTrue(handles.get(i - 1).register(next::cancel));
        }
        assertTrue(handles.get(0).cancel());
        for (TaskHandle<Void> handle : handles) trial().assertCancelled(handle);
    }

    @Test
    default void required_T7_theRunningStepDecides() throws Exception {
        assertEquals(7, trial().join(cancelledInItsStep(worker -> Step.done(7))));
        trial().assertCancelled(cancelledInItsStep(worker -> Step.yieldNow()));
        trial().assertCancelled(cancelledInItsStep(worker -> Step.await(new Never())));
        trial().assertCancelled(cancelledInItsStep(worker -> Tasks.sneak(new CancellationException())));
        trial().assertCancelled(cancelledInItsStep(worker -> {
            worker.checkpoint();
            return Step.done(0);
        }));
        TaskHandle<Integer> failing = cancelledInItsStep(worker -> Tasks.fail("else"));
        assertEquals("else", trial().failureOf(failing).getMessage());
    }

    @Test
    default void required_T7_whatACancellationSuppressesIsReported() {
        CancellationException cancellation = new CancellationException();
        cancellation.addSuppressed(new IllegalStateException("beside it"));
        cancellation.addSuppressed(new CancellationException("of a part"));
        trial().assertCancelled(cancelledInItsStep(worker -> Tasks.sneak(cancellation)));
        assertEquals(
                List.of("beside it"),
                trial().reported().stream()
                        .map(report -> report.substring(report.indexOf(": ") + 2))
                        .toList());
    }

    @Test
    @Needs(Feature.TIMERS)
    default void required_T7_aStepThatWouldSleepIsCancelled() {
        trial().assertCancelled(cancelledInItsStep(worker -> Step.sleep(Duration.ofDays(1))));
    }

    private TaskHandle<Integer> cancelledInItsStep(Task<Integer> last) {
        return trial().scheduler().submit(worker -> {
            assertTrue(worker.task().cancel());
            assertTrue(worker.isCancelled());
            assertFalse(Thread.currentThread().isInterrupted());
            return last.step(worker);
        });
    }

    @Test
    default void required_T7_onCancelRunsOnAWorkerBeforeTheHandleIsDone() throws Exception {
        AtomicReference<String> seen = new AtomicReference<>();
        TaskHandle<Void> handle = trial().scheduler().submit("cleaner", new Task<Void>() {
            @Override
            public Step<Void> step(Worker worker) {
                return Step.await(new Never());
            }

            @Override
            public Step<?> onCancel(Worker worker) {
                TaskHandle<?> self = worker.task();
                seen.set(self.name() + " " + self.isDone());
                throw new IllegalStateException("not clean");
            }
        });
        handle.cancel();
        trial().assertCancelled(handle);
        assertEquals("cleaner false", seen.get());
        assertEquals(List.of("cleaner: not clean"), trial().reported());
    }

    @Test
    @Needs(Feature.FOREIGN_THREADS)
    default void required_T7_cancelDoesNotInterrupt() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        TaskHandle<Boolean> handle = trial().scheduler().submit(worker -> {
            running.countDown();
            trial().until("a request to cancel", () -> cancelled.getCount() == 0);
            return Step.done(Thread.currentThread().isInterrupted());
        });
        Thread canceller = trial().aside(() -> {
            trial().until("the step", () -> running.getCount() == 0);
            handle.cancel();
            cancelled.countDown();
        });
        assertFalse(trial().join(handle));
        trial().await(canceller);
    }
}
