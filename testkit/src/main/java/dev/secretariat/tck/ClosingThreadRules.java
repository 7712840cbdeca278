package dev.secretariat.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Scheduler;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.tck.Tasks.Never;
import dev.secretariat.tck.Tasks.Waiting;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** S3, while one thread closes and another one does something else. */
@Needs(Feature.FOREIGN_THREADS)
interface ClosingThreadRules extends Group {
    @Test
    @Needs(Feature.TIMERS)
    default void required_S3_closeWaitsForDelayedTasks() throws Exception {
        Scheduler scheduler = trial().scheduler();
        TaskHandle<Integer> late = scheduler.schedule(Task.call(() -> 3), Duration.ofHours(1));
        Thread closer = trial().aside(scheduler::close);
        trial().until("the begin of close()", scheduler::isClosing);
        assertFalse(scheduler.isTerminated());
        trial().advance(Duration.ofHours(1));
        trial().await(closer);
        assertEquals(3, late.result());
    }

    @Test
    default void required_S3_anInterruptedCloseCancelsAllAndRestoresTheInterrupt() throws Exception {
        Scheduler scheduler = trial().scheduler();
        TaskHandle<Void> stuck = scheduler.submit(new Waiting(new Never()));
        AtomicBoolean restored = new AtomicBoolean();
        Thread closer = trial().aside(() -> {
            scheduler.close();
            restored.set(Thread.currentThread().isInterrupted());
        });
        trial().until("the begin of close()", scheduler::isClosing);
        closer.interrupt();
        trial().await(closer);
        assertTrue(restored.get());
        assertTrue(scheduler.isTerminated());
        assertEquals(TaskState.CANCELLED, stuck.state());
    }

    @Test
    @Needs(Feature.TIMERS)
    default void required_S3_timersGoOnWhileTheFailureHandlerCloses() throws Exception {
        AtomicReference<Scheduler> self = new AtomicReference<>();
        AtomicBoolean returned = new AtomicBoolean();
        Scheduler scheduler = trial().create((task, failure) -> {
            self.get().close();
            returned.set(true);
        });
        self.set(scheduler);
        TaskHandle<Void> unseen = scheduler.submit("unseen", worker -> Tasks.fail("unseen"));
        // The timers ring the failure's second first; if its handler waited, they would never ring this.
        TaskHandle<Integer> later = scheduler.schedule("later", Task.call(() -> 2), Duration.ofSeconds(2));
        AtomicBoolean stop = new AtomicBoolean();
        Thread time = trial().aside(() -> {
            while (!later.isDone() && !stop.get()) trial().advance(scheduler, Duration.ofMillis(100));
        });
        try {
            trial().close(scheduler);
            // If the failure came so late that both are due at once, its handler may still be running.
            trial().until("the return of the failure handler", returned::get);
        } finally {
            stop.set(true);
        }
        trial().await(time);
        assertTrue(unseen.isDone());
        assertEquals(2, later.result());
    }

    @Test
    default void required_S3_noTaskIsLostWhenSubmittingRacesWithClosing() throws Exception {
        for (int round = 0; round < 200; round++) {
            Scheduler scheduler = trial().create();
            AtomicInteger ran = new AtomicInteger();
            AtomicInteger accepted = new AtomicInteger();
            Thread submitter = trial().aside(() -> {
                try {
                    for (int i = 0; i < 2_000; i++) { // so that it does not outrun its scheduler without end
                        TaskHandle<Void> unused = scheduler.submit(Task.run(ran::incrementAndGet));
                        accepted.incrementAndGet();
                    }
                } catch (RejectedExecutionException closed) {
                    // as it should be
                }
            });
            int before = round % 20;
            trial().until("the submissions", () -> accepted.get() >= before);
            trial().close(scheduler);
            trial().await(submitter);
            assertEquals(accepted.get(), ran.get());
        }
    }
}
