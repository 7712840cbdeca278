package dev.secretariat.parallel;

import static dev.secretariat.parallel.Players.open;
import static dev.secretariat.parallel.Players.until;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.CloseTimeoutException;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Worker;
import dev.secretariat.parallel.ParallelScheduler.Idle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SPEC.md, rule S3, on several workers; after each test no thread is left. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ParallelCloseTest {
    private final Hired hired = new Hired();

    private ParallelScheduler create(int workers) {
        return create(workers, Idle.SPIN_THEN_PARK);
    }

    private ParallelScheduler create(int workers, Idle idle) {
        return ParallelScheduler.builder()
                .name("closing")
                .workers(workers)
                .idle(idle)
                .threadFactory(hired)
                .failureHandler((task, failure) -> {})
                .start();
    }

    @AfterEach
    @Timeout(60)
    void noThreadIsLeft() {
        hired.awaitEnd();
        until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("closing-timers")));
    }

    /** However early, it terminates. */
    @ParameterizedTest
    @EnumSource
    void closingAtOnceIsQuiet_jetty3550(Idle idle) {
        for (int round = 0; round < 200; round++) {
            ParallelScheduler scheduler = create(1 + round % 4, idle);
            for (int spin = 0; spin < 50 * (round % 20); spin++) Thread.onSpinWait();
            scheduler.close();
            assertTrue(scheduler.isTerminated());
        }
    }

    @Test
    void closeInsideAStepBeginsTheShutdownAndReturns() throws Exception {
        for (int round = 0; round < 100; round++) {
            ParallelScheduler scheduler = create(3);
            Promise<Integer> gate = new Promise<>();
            AtomicInteger ran = new AtomicInteger();
            for (int i = 0; i < 5; i++) {
                int number = i;
                scheduler.submit(worker -> {
                    if (!gate.isDone()) return Step.await(gate);
                    if (number == 2) scheduler.close();
                    if (number == 3) scheduler.close(Duration.ZERO); // inside, so it cancels nobody
                    worker.submit(Task.run(ran::incrementAndGet));
                    ran.incrementAndGet();
                    return Step.done();
                });
            }
            open(gate);
            until(scheduler::isTerminated);
            assertEquals(10, ran.get());
        }
    }

    @Test
    void manyMayCloseAtOnceAndAgain() throws Exception {
        for (int round = 0; round < 100; round++) {
            ParallelScheduler scheduler = create(2);
            AtomicInteger terminated = new AtomicInteger();
            scheduler.submit(Task.run(() -> {}));
            List<Thread> closers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                closers.add(new Thread(() -> {
                    scheduler.close();
                    assertDoesNotThrow(() -> scheduler.close(Duration.ofDays(1)));
                    if (scheduler.isTerminated()) terminated.incrementAndGet();
                }));
            }
            closers.forEach(Thread::start);
            for (Thread closer : closers) closer.join();
            scheduler.close();
            assertEquals(4, terminated.get());
        }
    }

    /** JDK-8347039: nobody says terminated while a cancelled task still cleans up. */
    @Test
    void closeWithATimeOutCancelsWhatIsLeftAndTerminationWaitsForIt_JDK8347039() throws Exception {
        ParallelScheduler scheduler = create(2);
        CountDownLatch cleaning = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicBoolean cleaned = new AtomicBoolean();
        TaskHandle<Void> waiting = scheduler.submit("waiter", new Task<>() {
            @Override
            public Step<Void> step(Worker worker) {
                return Step.await(new Promise<Integer>());
            }

            @Override
            public Step<?> onCancel(Worker worker) throws Exception {
                cleaning.countDown();
                go.await();
                cleaned.set(true);
                return Step.done();
            }
        });
        until(() -> waiting.state() == TaskState.WAITING);
        String message = assertThrows(CloseTimeoutException.class, () -> scheduler.close(Duration.ofMillis(1)))
                .getMessage();
        assertTrue(message.contains("waiter"), message);
        cleaning.await();
        assertFalse(scheduler.isTerminated());
        assertThrows(RejectedExecutionException.class, () -> scheduler.submit(Task.run(() -> {})));
        go.countDown();
        scheduler.close();
        assertTrue(cleaned.get());
        assertEquals(TaskState.CANCELLED, waiting.state());
    }

    /** A ring of tasks that wait on each other, through handles and promises, runs to its end. */
    @ParameterizedTest
    @EnumSource
    void closeWaitsForTasksThatWaitOnEachOther(Idle idle) throws Exception {
        for (int round = 0; round < 30; round++) {
            ParallelScheduler scheduler = create(3, idle);
            Promise<Integer> start = new Promise<>();
            List<TaskHandle<Integer>> ring = new CopyOnWriteArrayList<>();
            ring.add(scheduler.submit(worker -> start.isDone() ? Step.done(0) : Step.await(start)));
            for (int i = 1; i < 50; i++) {
                TaskHandle<Integer> before = ring.get(i - 1);
                ring.add(scheduler.submit(
                        worker -> before.isDone() ? Step.done(before.result() + 1) : Step.await(before)));
            }
            scheduler.submit(worker -> {
                worker.submit(Task.run(() -> open(start)));
                return Step.done();
            });
            scheduler.close();
            assertEquals(49, ring.get(49).result());
        }
    }

    /** netty#9603, netty#9858: what was accepted while closing began has run. */
    @ParameterizedTest
    @EnumSource
    void whatIsAcceptedWhileItClosesRuns_netty9603(Idle idle) throws Exception {
        for (int round = 0; round < 100; round++) {
            ParallelScheduler scheduler = create(1 + round % 3, idle);
            AtomicInteger accepted = new AtomicInteger();
            AtomicInteger ran = new AtomicInteger();
            CountDownLatch some = new CountDownLatch(round % 30);
            List<Thread> submitters = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                submitters.add(new Thread(() -> {
                    try {
                        for (; ; ) {
                            scheduler.submit(worker -> {
                                if (ran.incrementAndGet() % 5 == 0) {
                                    worker.submit(Task.run(ran::incrementAndGet));
                                    accepted.incrementAndGet();
                                }
                                return Step.done();
                            });
                            accepted.incrementAndGet();
                            some.countDown();
                            Players.giveWay(); // or it fills the memory on one processor
                        }
                    } catch (RejectedExecutionException closed) {
                        // as it should be
                    }
                }));
            }
            submitters.forEach(Thread::start);
            some.await();
            scheduler.close();
            for (Thread submitter : submitters) submitter.join();
            assertEquals(accepted.get(), ran.get());
        }
    }

    /** reactor-core#3182: refusals and cancellations leave no count behind that keeps it open. */
    @ParameterizedTest
    @EnumSource
    void shutdownNowAnywhereEndsEveryTaskOnce_reactor3182(Idle idle) throws Exception {
        for (int round = 0; round < 100; round++) {
            ParallelScheduler scheduler = create(1 + round % 3, idle);
            AtomicInteger accepted = new AtomicInteger();
            AtomicInteger ended = new AtomicInteger();
            List<TaskHandle<?>> handles = new CopyOnWriteArrayList<>();
            class Counted implements Task<Void> {
                private final boolean waits = accepted.get() % 2 == 0;
                private int steps;

                @Override
                public Step<Void> step(Worker worker) {
                    if (steps++ == 0) {
                        try {
                            if (accepted.get() < 500) handles.add(worker.submit(new Counted()));
                            accepted.incrementAndGet();
                        } catch (RejectedExecutionException shutDown) {
                            // as it should be
                        }
                    }
                    if (steps < 3) return Step.yieldNow();
                    if (waits) return Step.await(new Promise<Integer>());
                    ended.incrementAndGet();
                    return Step.done();
                }

                @Override
                public Step<?> onCancel(Worker worker) {
                    ended.incrementAndGet();
                    return Step.done();
                }
            }
            for (int i = 0; i < round % 10 + 1; i++) handles.add(scheduler.submit(new Counted()));
            for (int spin = 0; spin < 20 * round; spin++) Thread.onSpinWait();
            scheduler.shutdownNow();
            scheduler.close();
            assertTrue(handles.stream().allMatch(TaskHandle::isDone));
            assertEquals(handles.size(), ended.get());
        }
    }

    @Test
    void aTaskStuckInAStepIsNamedAndWaitedFor() throws Exception {
        ParallelScheduler scheduler = create(2);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        TaskHandle<Void> stuck = scheduler.submit("stuck", worker -> {
            begun.countDown();
            go.await();
            return Step.done();
        });
        begun.await();
        String message = assertThrows(CloseTimeoutException.class, () -> scheduler.close(Duration.ZERO))
                .getMessage();
        assertTrue(message.contains("stuck"), message);
        assertFalse(scheduler.isTerminated());
        go.countDown();
        scheduler.close();
        assertEquals(TaskState.SUCCEEDED, stuck.state());
    }
}
