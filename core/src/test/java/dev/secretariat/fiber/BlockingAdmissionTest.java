package dev.secretariat.fiber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Step;
import dev.secretariat.Submission;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.spi.Reason;
import dev.secretariat.spi.SchedulerBase;
import dev.secretariat.spi.TaskCell;
import dev.secretariat.spi.WorkerBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A scheduler of limited room whose admission takes a lock: a body that blocks there still submits from its own worker. */
@Timeout(120)
class BlockingAdmissionTest {
    private static final int BODIES = 8;
    private static final int CHILDREN = 1_000;
    private static final int WORKERS = 3;

    static Stream<Carrier> carriers() {
        return FiberTest.carriers();
    }

    private static final class Narrow extends SchedulerBase {
        final AtomicInteger onOtherWorkers = new AtomicInteger();
        final List<Thread> threads = new ArrayList<>();
        private final BlockingQueue<Optional<TaskCell<?>>> ready = new LinkedBlockingQueue<>();
        private final ReentrantLock room = new ReentrantLock();
        private int admitted; // guarded by room

        Narrow start() {
            for (int i = 0; i < WORKERS; i++) {
                WorkerBase worker = newWorker(i);
                Thread thread = new Thread(() -> work(worker));
                threads.add(thread);
                thread.start();
            }
            return this;
        }

        private void work(WorkerBase worker) {
            for (; ; ) {
                try {
                    Optional<TaskCell<?>> next = ready.take();
                    if (next.isEmpty()) return;
                    runStep(next.get(), worker);
                } catch (InterruptedException meantForAStep) {
                    // nobody asks this thread to end
                }
            }
        }

        @Override
        @SuppressWarnings("ThreadPriorityCheck") // lets others come to the lock
        protected void admit(Task<?> task, Submission submission) {
            room.lock();
            try {
                admitted++;
                Thread.yield();
            } finally {
                room.unlock();
            }
        }

        @Override
        protected void ready(TaskCell<?> cell, Reason reason) {
            ready.add(Optional.of(cell));
        }

        @Override
        protected void ready(TaskCell<?> cell, Reason reason, WorkerBase worker) {
            if (reason == Reason.SUBMITTED) {
                try {
                    int ignored = worker.index(); // throws on other threads than the worker's
                } catch (IllegalStateException elsewhere) {
                    onOtherWorkers.getAndIncrement();
                }
            }
            ready.add(Optional.of(cell));
        }

        @Override
        protected void terminated() {
            for (int i = 0; i < WORKERS; i++) ready.add(Optional.empty());
        }
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void bodiesSubmitFromTheirOwnWorkers(Carrier carrier) throws Exception {
        Narrow scheduler = new Narrow().start();
        List<TaskHandle<Void>> bodies = new ArrayList<>();
        for (int i = 0; i < BODIES; i++) {
            FiberBody<Void> body = fiber -> {
                for (int child = 0; child < CHILDREN; child++) {
                    TaskHandle<Integer> handle = fiber.submit(worker -> Step.done(1));
                    if (child % 16 == 0) fiber.await(handle);
                }
                return null;
            };
            bodies.add(scheduler.submit(new FiberTask<>(body, body, carrier)));
        }
        for (TaskHandle<Void> body : bodies) body.join();
        scheduler.close();
        for (Thread thread : scheduler.threads) thread.join();
        assertEquals(0, scheduler.onOtherWorkers.get());
        assertEquals(BODIES * (CHILDREN + 1), scheduler.admitted);
        assertTrue(scheduler.isTerminated());
    }
}
