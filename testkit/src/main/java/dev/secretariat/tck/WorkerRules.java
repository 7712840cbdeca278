package dev.secretariat.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** W1: a worker refuses whoever uses it elsewhere. */
interface WorkerRules extends Group {
    @Test
    default void required_W1_aWorkerIsValidOnlyInTheCallThatReceivedIt() throws Exception {
        Scheduler scheduler = trial().scheduler();
        AtomicReference<Worker> kept = new AtomicReference<>();
        Task<Integer> keeper = worker -> {
            kept.set(worker);
            assertSame(scheduler, worker.scheduler());
            assertEquals(worker.task(), worker.task());
            return Step.done(worker.index());
        };
        assertTrue(trial().run(keeper) >= 0);
        Worker worker = kept.get();
        List<Runnable> calls = List.of(
                worker::index,
                worker::task,
                worker::isCancelled,
                worker::checkpoint,
                worker::random,
                () -> worker.deadline(Duration.ZERO),
                () -> worker.submit(Task.run(() -> {})),
                () -> worker.submit("name", Task.run(() -> {})),
                () -> worker.fork(w -> 1),
                () -> worker.forkRun(w -> {}));
        for (Runnable call : calls) {
            String message =
                    assertThrows(IllegalStateException.class, call::run).getMessage();
            assertEquals("use the Worker passed to this step or fork", message);
        }
        assertSame(scheduler, worker.scheduler());
        assertSame(scheduler.ticker(), worker.ticker());
    }

    @Test
    @Needs(Feature.FOREIGN_THREADS)
    default void required_W1_aWorkerIsValidOnItsThreadAlone() throws Exception {
        TaskHandle<Boolean> handle = trial().scheduler().submit(worker -> {
            AtomicBoolean refused = new AtomicBoolean();
            Thread thread = trial().aside(() -> {
                assertThrows(IllegalStateException.class, worker::index);
                refused.set(true);
            });
            trial().until("the end of a thread that uses another one's worker", () -> !thread.isAlive());
            return Step.done(refused.get());
        });
        assertTrue(trial().join(handle));
    }
}
