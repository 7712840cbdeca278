package dev.secretariat.parallel;

import static dev.secretariat.parallel.Players.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Outcome;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Worker;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What tasks do to workers: throw, interrupt, never end. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ParallelFailureTest {
    private static void awaitEnd(TaskHandle<?> handle) {
        until(handle::isDone);
    }

    /** All workers are there: each runs a task that waits for the others. */
    private static void assertAllWork(ParallelScheduler scheduler) throws InterruptedException {
        CountDownLatch together = new CountDownLatch(scheduler.workers());
        for (int i = 0; i < scheduler.workers(); i++) {
            scheduler.submit(worker -> {
                together.countDown();
                together.await();
                return Step.done();
            });
        }
        together.await();
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int overflow(int depth) {
        return 1 + overflow(depth + 1);
    }

    // ---- Errors ----

    @Test
    void required_T5_everyThrowableFailsItsTaskAloneAndTheWorkersLiveOn() throws Exception {
        Hired hired = new Hired();
        try (ParallelScheduler scheduler =
                ParallelScheduler.builder().workers(2).threadFactory(hired).start()) {
            for (Throwable thrown : List.of(
                    new OutOfMemoryError("pretended"),
                    new StackOverflowError("pretended"),
                    new InternalError("pretended"),
                    new NoClassDefFoundError("pretended"),
                    new InterruptedException("pretended"),
                    new CancellationException("of something else"),
                    new IllegalStateException())) {
                for (int i = 0; i < 50; i++) {
                    TaskHandle<Void> handle = scheduler.submit(worker -> {
                        if (thrown instanceof Error error) throw error;
                        throw (Exception) thrown;
                    });
                    awaitEnd(handle);
                    Outcome.Failed<?> failed = assertInstanceOf(Outcome.Failed.class, handle.outcome());
                    assertSame(thrown, failed.cause());
                }
            }
            assertAllWork(scheduler);
            assertTrue(hired.threads().stream().allMatch(Thread::isAlive));
            assertEquals(2, hired.threads().size());
        }
    }

    @Test
    void aRealStackOverflowFailsItsTaskAlone() throws Exception {
        try (ParallelScheduler scheduler =
                ParallelScheduler.builder().workers(2).start()) {
            for (int i = 0; i < 50; i++) {
                TaskHandle<Integer> handle = scheduler.submit(Task.call(() -> overflow(0)));
                awaitEnd(handle);
                Outcome.Failed<?> failed = assertInstanceOf(Outcome.Failed.class, handle.outcome());
                assertInstanceOf(StackOverflowError.class, failed.cause());
            }
            assertAllWork(scheduler);
        }
    }

    /** Wherever in a submission the stack ends, the task has not been accepted, or it ends. */
    @Test
    void everyTaskSubmittedAtTheEdgeOfTheStackEnds() throws Exception {
        AtomicInteger unseen = new AtomicInteger();
        ParallelScheduler scheduler = ParallelScheduler.builder()
                .workers(2)
                .threadFactory(work -> new Thread(null, work, "shallow", 256 << 10))
                .failureHandler((task, failure) -> unseen.incrementAndGet())
                .start();
        int rounds = Integer.getInteger("overflow.rounds", 100);
        for (int i = 0; i < rounds; i++) {
            TaskHandle<Integer> handle = scheduler.submit(new Task<>() {
                @Override
                public Step<Integer> step(Worker worker) {
                    return Step.done(submitAtEachLevel(worker, 0));
                }
            });
            awaitEnd(handle);
            assertInstanceOf(Outcome.Failed.class, handle.outcome());
        }
        scheduler.close(Duration.ofMinutes(1)); // which throws if a task has not ended
    }

    private static int submitAtEachLevel(Worker worker, int depth) {
        if (depth < 0) return 0; // never
        worker.submit(Task.run(() -> {}));
        try {
            return submitAtEachLevel(worker, depth + 1) + 1;
        } catch (StackOverflowError tooDeep) {
            worker.submit(Task.run(() -> {})); // at the edge, again and again
            throw tooDeep;
        }
    }

    /** A task that was taken out of one queue must not be lost if there is no room in the next. */
    @Test
    void noTaskIsLostWhereAQueueFindsNoMemory() throws Exception {
        String said = Players.listen(ParallelFailureTest::runWithoutMemoryForAQueue);
        assertTrue(said.contains("goes on after a failure") && said.contains("OutOfMemoryError"), said);
    }

    private static void runWithoutMemoryForAQueue() throws Exception {
        try (ParallelScheduler scheduler = ParallelScheduler.builder()
                .workers(1)
                .failureHandler((task, failure) -> {})
                .start()) {
            AtomicInteger steps = new AtomicInteger();
            AtomicBoolean stop = new AtomicBoolean();
            TaskHandle<Void> alone = scheduler.submit(worker -> {
                if (steps.getAndIncrement() == 0) letNoRoomBeMade(queueOf((ParallelWorker) worker));
                return stop.get() ? Step.done() : Step.yieldNow();
            });
            until(() -> steps.get() > 0);
            List<TaskHandle<Integer>> handles = new ArrayList<>();
            for (int i = 0; i < 100; i++) handles.add(scheduler.submit(Task.call(() -> 1)));
            int before = steps.get();
            until(() -> steps.get() > before + 500); // some of them with an OutOfMemoryError before it
            assertTrue(handles.stream().noneMatch(TaskHandle::isDone));
            setMinCapacity(queueOf(scheduler.crew().worker(0)), 256);
            for (TaskHandle<Integer> handle : handles) assertEquals(1, handle.join());
            stop.set(true);
            alone.join();
        }
    }

    private static LocalQueue<?> queueOf(ParallelWorker worker) {
        return (LocalQueue<?>) worker.queue();
    }

    /** On its worker's thread, while it is empty: an OutOfMemoryError at each push, for its ring has no room. */
    private static void letNoRoomBeMade(LocalQueue<?> queue) throws Exception {
        Field ring = StealableQueue.class.getDeclaredField("ring");
        ring.setAccessible(true);
        ring.set(queue, new Object[0]);
        Field limit = LocalQueue.class.getDeclaredField("limit");
        limit.setAccessible(true);
        limit.setLong(queue, queue.end());
        setMinCapacity(queue, Integer.MAX_VALUE); // more than any array may have
    }

    private static void setMinCapacity(LocalQueue<?> queue, int capacity) throws Exception {
        Field field = LocalQueue.class.getDeclaredField("minCapacity");
        field.setAccessible(true);
        field.setInt(queue, capacity);
    }

    @ParameterizedTest
    @EnumSource
    void failuresBesideThievesAreCountedOnce(ParallelScheduler.Idle idle) throws Exception {
        int parents = 300;
        int children = 30;
        AtomicInteger reported = new AtomicInteger();
        AtomicInteger ran = new AtomicInteger();
        ConcurrentHashMap<TaskHandle<?>, Integer> handles = new ConcurrentHashMap<>();
        ParallelScheduler scheduler = ParallelScheduler.builder()
                .workers(4)
                .idle(idle)
                .failureHandler((task, failure) -> reported.incrementAndGet())
                .start();
        for (int i = 0; i < parents; i++) {
            scheduler.submit(worker -> {
                for (int k = 0; k < children; k++) {
                    int number = k;
                    handles.put(
                            worker.submit(w -> {
                                ran.incrementAndGet();
                                if (number % 3 == 0) throw new IllegalStateException("on purpose");
                                return Step.done();
                            }),
                            number);
                }
                return Step.done();
            });
        }
        scheduler.close();
        assertEquals(parents * children, ran.get());
        assertEquals(parents * children, handles.size());
        assertEquals(parents * children / 3, reported.get());
        handles.forEach((handle, number) ->
                assertEquals(number % 3 == 0 ? TaskState.FAILED : TaskState.SUCCEEDED, handle.state()));
    }

    // ---- Interrupts ----

    /** JDK-6576792. */
    @Test
    void anInterruptLeftByAStepDoesNotReachTheNext_JDK6576792() throws Exception {
        try (ParallelScheduler scheduler =
                ParallelScheduler.builder().workers(1).start()) {
            for (int i = 0; i < 1000; i++) {
                scheduler.submit(Task.run(() -> Thread.currentThread().interrupt()));
                assertEquals(
                        false, scheduler.submit(Task.call(Thread::interrupted)).join());
                AtomicBoolean begun = new AtomicBoolean();
                TaskHandle<Boolean> alone = scheduler.submit(worker -> {
                    if (begun.getAndSet(true)) return Step.done(Thread.interrupted());
                    Thread.currentThread().interrupt();
                    return Step.yieldNow(); // and goes on
                });
                assertEquals(false, alone.join());
            }
        }
    }

    /** reactor-core#1973: interrupts of the threads, busy or asleep, by whoever got hold of them. */
    @Test
    void interruptsDoNotDisturbSleepNorWork_reactor1973() throws Exception {
        Hired hired = new Hired();
        ParallelScheduler scheduler =
                ParallelScheduler.builder().workers(3).threadFactory(hired).start();
        AtomicBoolean stop = new AtomicBoolean();
        Thread rude = new Thread(() -> {
            while (!stop.get()) {
                hired.threads().forEach(Thread::interrupt);
                Players.giveWay();
            }
        });
        rude.start();
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < 2000; i++) {
            scheduler.submit(worker -> {
                for (int k = 0; k < 5; k++) worker.submit(Task.run(ran::incrementAndGet));
                return Step.done();
            });
            if (i % 10 == 0) scheduler.submit(Task.run(() -> {})).join();
        }
        stop.set(true);
        rude.join();
        until(() -> hired.allAre(Thread.State.WAITING));
        // Asleep and interrupted: they sleep again.
        hired.threads().forEach(Thread::interrupt);
        until(() ->
                hired.allAre(Thread.State.WAITING) && hired.threads().stream().noneMatch(Thread::isInterrupted));
        scheduler.close();
        assertEquals(10_000, ran.get());
        hired.awaitEnd();
    }

    // ---- Steps without end ----

    @Test
    void aStepThatNeverEndsLeavesTheOthersToTheOtherWorkers() throws Exception {
        try (ParallelScheduler scheduler =
                ParallelScheduler.builder().workers(2).start()) {
            AtomicBoolean stop = new AtomicBoolean();
            AtomicBoolean begun = new AtomicBoolean();
            scheduler.submit(worker -> {
                begun.set(true);
                while (!stop.get()) Thread.onSpinWait();
                return Step.done();
            });
            until(begun::get);
            for (int i = 0; i < 1000; i++) {
                int number = i;
                AtomicInteger step = new AtomicInteger();
                TaskHandle<Integer> other = scheduler.submit(worker -> {
                    if (step.getAndIncrement() < 3) return Step.yieldNow();
                    return Step.done(number);
                });
                assertEquals(number, other.join());
            }
            stop.set(true);
        }
    }

    /** The tasks of a worker that is stuck are run even if nobody else is ever without work. */
    @Test
    void theTasksOfAStuckWorkerAreRunByABusyOne_tokio6596() throws Exception {
        for (int round = 0; round < 10; round++) {
            try (ParallelScheduler scheduler =
                    ParallelScheduler.builder().workers(2).start()) {
                CountDownLatch ran = new CountDownLatch(3);
                CountDownLatch busy = new CountDownLatch(1);
                scheduler.submit(
                        new Task<Void>() { // never without work
                            private int steps;

                            @Override
                            public Step<Void> step(Worker worker) {
                                if (++steps == 1000) busy.countDown();
                                return ran.getCount() == 0 ? Step.done() : Step.yieldNow();
                            }
                        });
                busy.await();
                scheduler.submit(worker -> {
                    for (int i = 0; i < 3; i++) worker.submit(Task.run(ran::countDown));
                    ran.await();
                    return Step.done();
                });
                ran.await();
            }
        }
    }
}
