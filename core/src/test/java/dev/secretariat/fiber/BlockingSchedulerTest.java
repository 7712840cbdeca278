package dev.secretariat.fiber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Submission;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.spi.Reason;
import dev.secretariat.spi.SchedulerBase;
import dev.secretariat.spi.TaskCell;
import dev.secretariat.spi.WorkerBase;
import java.time.Duration;
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

/** A scheduler whose own code takes locks: a body that blocks there keeps its worker. */
@Timeout(120)
class BlockingSchedulerTest {
    private static final int BODIES = 8;
    private static final int CHILDREN = 1_000;
    private static final int WORKERS = 2;

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

    /** Each wake goes into the queue that both workers wait at: a body that let its worker go there would be first in line, and not run. */
    @ParameterizedTest
    @MethodSource("carriers")
    void bodiesThatWakeEachOtherByABlockingQueueGoOn(Carrier carrier) throws Exception {
        for (int round = 0; round < 300; round++) {
            Narrow scheduler = new Narrow().start();
            List<Promise<Integer>> there = promises();
            List<Promise<Integer>> back = promises();
            FiberBody<Integer> ping = fiber -> {
                int sum = 0;
                for (int i = 0; i < there.size(); i++) {
                    boolean ignored = there.get(i).succeed(1);
                    sum += fiber.await(back.get(i));
                }
                return sum;
            };
            FiberBody<Integer> pong = fiber -> {
                int sum = 0;
                for (int i = 0; i < there.size(); i++) {
                    sum += fiber.await(there.get(i));
                    boolean ignored = back.get(i).succeed(1);
                }
                return sum;
            };
            TaskHandle<Integer> one = scheduler.submit(new FiberTask<>(ping, ping, carrier));
            TaskHandle<Integer> other = scheduler.submit(new FiberTask<>(pong, pong, carrier));
            assertEquals(there.size(), one.join(Duration.ofSeconds(30)));
            assertEquals(there.size(), other.join(Duration.ofSeconds(30)));
            scheduler.close();
        }
    }

    private static List<Promise<Integer>> promises() {
        List<Promise<Integer>> promises = new ArrayList<>();
        for (int i = 0; i < 50; i++) promises.add(new Promise<>());
        return promises;
    }
}
