package dev.secretariat.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.CloseTimeoutException;
import dev.secretariat.Scheduler;
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
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** S3, by the thread that closes alone; {@link ClosingThreadRules} has others beside it. */
interface CloseRules extends Group {
    @Test
    default void required_S3_closeRefusesSubmissionsButNotThoseOfWorkers() throws Exception {
        Scheduler scheduler = trial().scheduler();
        AtomicReference<TaskHandle<Integer>> child = new AtomicReference<>();
        TaskHandle<Void> parent = scheduler.submit(worker -> {
            if (!worker.scheduler().isClosing()) {
                return Step.await(worker.scheduler().closing());
            }
            assertThrows(RejectedExecutionException.class, () -> scheduler.submit(Task.run(() -> {})));
            child.set(worker.submit(Task.call(() -> 5)));
            return Step.done();
        });
        trial().untilWaiting(parent);
        assertFalse(scheduler.isClosing());
        trial().close(scheduler);
        assertNull(parent.result());
        assertEquals(5, child.get().result());
        assertTrue(scheduler.isTerminated());
        scheduler.close();
        scheduler.shutdownNow();
        scheduler.close(Duration.ZERO);
        assertThrows(RejectedExecutionException.class, () -> scheduler.submit(Task.run(() -> {})));
    }

    @Test
    default void required_S3_closeRunsWhatIsReady() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        AtomicInteger turns = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            TaskHandle<Void> unused = trial().scheduler().submit(Task.run(ran::incrementAndGet));
        }
        TaskHandle<Void> yielder = trial().scheduler().submit(Tasks.yieldingUntil(() -> turns.incrementAndGet() > 100));
        trial().close(trial().scheduler());
        assertEquals(100, ran.get());
        assertEquals(TaskState.SUCCEEDED, yielder.state());
    }

    @Test
    default void required_S3_shutdownNowCancelsAllAndRefusesWorkersToo() throws Exception {
        Scheduler scheduler = trial().scheduler();
        List<Waiting> tasks = new ArrayList<>();
        List<TaskHandle<Void>> handles = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Waiting task = new Waiting(new Never());
            tasks.add(task);
            handles.add(scheduler.submit(task));
        }
        AtomicBoolean refused = new AtomicBoolean();
        handles.add(scheduler.submit(new Task<Void>() {
            @Override
            public Step<Void> step(Worker worker) {
                return Step.await(new Never());
            }

            @Override
            public Step<?> onCancel(Worker worker) {
                assertThrows(RejectedExecutionException.class, () -> worker.submit(Task.run(() -> {})));
                refused.set(true);
                return Step.done();
            }
        }));
        scheduler.shutdownNow();
        trial().close(scheduler);
        assertTrue(refused.get());
        for (TaskHandle<Void> handle : handles) assertEquals(TaskState.CANCELLED, handle.state());
        for (Waiting task : tasks) assertEquals(1, task.cancels.get());
    }

    @Test
    @Needs(Feature.TIMERS)
    default void required_S3_shutdownNowCancelsDelayedTasks() throws Exception {
        Scheduler scheduler = trial().scheduler();
        Waiting task = new Waiting(new Never());
        List<TaskHandle<Void>> handles = new ArrayList<>();
        for (int i = 0; i < 300; i++) handles.add(scheduler.schedule(task, Duration.ofDays(1)));
        scheduler.shutdownNow();
        assertThrows(RejectedExecutionException.class, () -> scheduler.schedule(task, Duration.ZERO));
        trial().close(scheduler);
        for (TaskHandle<Void> handle : handles) assertEquals(TaskState.CANCELLED, handle.state());
        assertEquals(0, task.steps.get());
        assertEquals(300, task.cancels.get());
    }

    @Test
    default void required_S3_closeWithATimeoutCancelsWhatIsLeftAndSaysSo() throws Exception {
        Scheduler scheduler = trial().scheduler();
        TaskHandle<Void> stuck = scheduler.submit("stuck", new Waiting(new Never()));
        trial().untilWaiting(stuck);
        String message = assertThrows(CloseTimeoutException.class, () -> scheduler.close(Duration.ZERO))
                .getMessage();
        assertNotNull(message);
        assertTrue(message.contains("'stuck' awaits"), message);
        trial().close(scheduler);
        assertEquals(TaskState.CANCELLED, stuck.state());
    }

    @Test
    default void required_S3_closeInsideAStepBeginsTheShutdownAndReturns() throws Exception {
        Scheduler scheduler = trial().scheduler();
        Task<Boolean> closer = Task.call(() -> {
            scheduler.close();
            scheduler.close(Duration.ofDays(1));
            return scheduler.isClosing() && !scheduler.isTerminated();
        });
        assertTrue(trial().run(closer));
        trial().close(scheduler);
        assertTrue(scheduler.isTerminated());
    }

    @Test
    default void required_S3_aFailureHandlerMayCloseItsScheduler() throws Exception {
        AtomicReference<Scheduler> self = new AtomicReference<>();
        AtomicInteger told = new AtomicInteger();
        Scheduler scheduler = trial().create((task, failure) -> {
            self.get().close();
            told.incrementAndGet();
        });
        self.set(scheduler);
        TaskHandle<Void> handle = scheduler.submit("unseen", worker -> Tasks.fail("unseen"));
        trial().close(scheduler);
        assertTrue(handle.isDone());
        assertEquals(1, told.get());
    }
}
