package dev.secretariat.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Ticker;
import dev.secretariat.Waker;
import dev.secretariat.cooperative.CooperativeScheduler;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** A handle looks, waits and cancels; what only a scheduler and an awaitable may do, no cast of it can do. */
class CellHandleTest {
    /** Queues up what is ready, and runs it when told to. */
    private static final class HandDriven extends SchedulerBase {
        final Queue<TaskCell<?>> queue = new ArrayDeque<>();
        final WorkerBase worker = newWorker(0);

        HandDriven(String name) {
            super(name, Ticker.system(), (task, failure) -> {});
        }

        @Override
        protected void ready(TaskCell<?> cell, Reason reason) {
            queue.add(cell);
        }

        void run(TaskCell<?> cell, WorkerBase on) {
            runStep(cell, on);
        }
    }

    @Test
    void required_T2_noHandleIsAWakerOrACell() {
        List<TaskHandle<?>> handles = new ArrayList<>();
        try (CooperativeScheduler scheduler = CooperativeScheduler.builder()
                .failureHandler((task, failure) -> handles.add(task))
                .build()) {
            handles.add(scheduler.submit("submitted", worker -> {
                handles.add(worker.task());
                handles.add(worker.submit("child", Task.run(() -> {})));
                handles.add(worker.submit(Task.run(() -> {})));
                throw new IllegalStateException("told to the handler");
            }));
            handles.add(scheduler.submit(Task.run(() -> {})));
            handles.add(scheduler.schedule(Task.run(() -> {}), java.time.Duration.ZERO));
        }
        assertEquals(7, handles.size());
        for (TaskHandle<?> handle : handles) {
            assertFalse(handle instanceof Waker, handle.name());
            assertFalse((Object) handle instanceof TaskCell, handle.name());
        }
    }

    @Test
    void handlesOfOneTaskAreEqual() {
        try (CooperativeScheduler scheduler = CooperativeScheduler.create()) {
            TaskHandle<TaskHandle<?>> one = scheduler.submit(worker -> Step.done(worker.task()));
            TaskHandle<TaskHandle<?>> other = scheduler.submit(worker -> Step.done(worker.task()));
            scheduler.runUntilIdle();
            assertEquals(one, one.result());
            assertEquals(one.hashCode(), one.result().hashCode());
            assertNotEquals(one, other);
            assertEquals("task '" + one.name() + "'", one.result().toString());
        }
    }

    @Test
    void aTaskThatAwaitsItsOwnHandleStillFails() {
        try (CooperativeScheduler scheduler = CooperativeScheduler.create()) {
            TaskHandle<Void> own = scheduler.submit("own", worker -> Step.await(worker.task()));
            TaskHandle<Void> any = scheduler.submit("any", worker -> Step.awaitAny(new Promise<>(), worker.task()));
            scheduler.runUntilIdle();
            assertThrows(RuntimeException.class, own::result);
            assertThrows(RuntimeException.class, any::result);
        }
    }

    @Test
    void whoAwaitsAHandleIsListedWithTheCellItself() {
        HandDriven scheduler = new HandDriven("one");
        TaskHandle<Void> awaited = scheduler.submit("awaited", worker -> Step.done());
        scheduler.submit("waiter", worker -> awaited.isDone() ? Step.done() : Step.await(awaited));
        TaskCell<?> first = scheduler.queue.remove();
        TaskCell<?> waiter = scheduler.queue.remove();
        scheduler.run(waiter, scheduler.worker);
        assertSame(first, waiter.awaiting());
        assertEquals(awaited, waiter.awaiting().holder());
        awaited.cancel(); // it has not begun, so its cell is queued up once
        scheduler.run(first, scheduler.worker);
        assertSame(waiter, scheduler.queue.remove());
        assertTrue(awaited.isDone());
    }

    @Test
    void aSchedulerRunsOnlyItsOwnTasksOnItsOwnWorkers() {
        HandDriven one = new HandDriven("one");
        HandDriven other = new HandDriven("other");
        one.submit("mine", Task.run(() -> {}));
        TaskCell<?> cell = one.queue.remove();
        String foreignTask = assertThrows(IllegalArgumentException.class, () -> other.run(cell, other.worker))
                .getMessage();
        assertTrue(foreignTask.contains("task 'mine'") && foreignTask.contains("'other'"), foreignTask);
        String foreignWorker = assertThrows(IllegalArgumentException.class, () -> one.run(cell, other.worker))
                .getMessage();
        assertTrue(foreignWorker.contains("worker 0") && foreignWorker.contains("'one'"), foreignWorker);
        one.run(cell, one.worker);
        assertTrue(cell.isDone());
    }

    @Test
    void aCellIsFoundByItsHandleOnlyByItsScheduler() {
        HandDriven one = new HandDriven("one");
        HandDriven other = new HandDriven("other");
        TaskHandle<Void> handle = one.submit("mine", Task.run(() -> {}));
        TaskCell<?> cell = one.queue.remove();
        assertSame(cell, one.cellOf(handle));
        assertEquals(null, other.cellOf(handle));
    }
}
