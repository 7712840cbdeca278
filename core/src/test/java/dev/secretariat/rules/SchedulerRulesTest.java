package dev.secretariat.rules;

import static dev.secretariat.rules.Steps.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.CloseTimeoutException;
import dev.secretariat.Deadline;
import dev.secretariat.ManualTicker;
import dev.secretariat.Outcome;
import dev.secretariat.Promise;
import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Waker;
import dev.secretariat.Worker;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.rules.Steps.Never;
import dev.secretariat.rules.Steps.Waiting;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** SPEC.md, rules W1 and S1 to S8; those that only a driven scheduler has are in DrivingRulesTest. */
@ParameterizedClass
@EnumSource(Kind.class)
@Timeout(60)
class SchedulerRulesTest {
    @Parameter
    Kind kind;

    private final ManualTicker ticker = new ManualTicker();
    private final List<Scheduler> schedulers = new ArrayList<>();

    private Scheduler create() {
        Scheduler scheduler = kind.create(ticker);
        schedulers.add(scheduler);
        return scheduler;
    }

    @AfterEach
    void closeSchedulers() {
        for (Scheduler scheduler : schedulers) {
            scheduler.shutdownNow();
            scheduler.close();
            assertTrue(scheduler.isTerminated());
        }
    }

    /** Lets a waiting task come to rest. */
    private static void untilWaiting(Scheduler scheduler, TaskHandle<?> handle) throws InterruptedException {
        while (handle.state() != TaskState.WAITING)
            scheduler.submit(Task.run(() -> {})).join();
    }

    // ---- W1 ----

    @Test
    void required_W1_aWorkerIsValidOnlyInTheCallThatReceivedIt() throws Exception {
        Scheduler scheduler = create();
        AtomicReference<Worker> kept = new AtomicReference<>();
        TaskHandle<Integer> handle = scheduler.submit(worker -> {
            kept.set(worker);
            assertSame(scheduler, worker.scheduler());
            assertSame(worker.task(), worker.task());
            assertThrowsInThread(worker::index);
            return Step.done(worker.index());
        });
        handle.join();
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
        assertSame(ticker, worker.ticker());
    }

    private static void assertThrowsInThread(Runnable call) {
        AtomicBoolean refused = new AtomicBoolean();
        Thread thread = new Thread(() -> {
            try {
                call.run();
            } catch (IllegalStateException expected) {
                refused.set(true);
            }
        });
        thread.start();
        until(() -> !thread.isAlive());
        assertTrue(refused.get());
    }

    // ---- S1, S2 ----

    @Test
    void required_S1_theSameProgramHasTheSameOutcome() throws Exception {
        Scheduler scheduler = create();
        Task<Integer> program = new Task<>() {
            private int sum;
            private TaskHandle<Integer> part;

            @Override
            public Step<Integer> step(Worker worker) {
                if (part != null) {
                    if (!part.isDone()) return Step.await(part);
                    sum += part.result();
                }
                if (sum >= 100) return Step.done(sum);
                part = worker.submit(Task.call(() -> 7).map(seven -> seven + 3));
                return Step.yieldNow();
            }
        };
        assertEquals(100, scheduler.submit(program).join());
    }

    @Test
    void required_S2_aReadyTaskIsNotPassedByMoreThanTheBound() throws Exception {
        Scheduler scheduler = create();
        long bound = scheduler.fairnessBound().orElseThrow();
        AtomicBoolean end = new AtomicBoolean();
        AtomicInteger stepsOfYielder = new AtomicInteger();
        TaskHandle<Void> yielder = scheduler.submit(worker -> {
            stepsOfYielder.incrementAndGet();
            return end.get() ? Step.done() : Step.yieldNow();
        });
        Thread driver = new Thread(() -> joinQuietly(yielder));
        driver.start();
        until(() -> stepsOfYielder.get() > 1000);
        long most = 0;
        for (int i = 0; i < 200; i++) {
            // Ready when submit() has returned at the latest, so this may count a few steps too few,
            // never too many; a scheduler that starves the inbox never ends the join.
            Promise<Integer> gate = new Promise<>();
            AtomicInteger first = new AtomicInteger(-1);
            TaskHandle<Void> passed = scheduler.submit(worker -> {
                if (!gate.isDone()) return Step.await(gate);
                first.set(stepsOfYielder.get());
                return Step.done();
            });
            until(() -> passed.state() == TaskState.WAITING);
            gate.complete(new Outcome.Succeeded<>(1));
            int before = stepsOfYielder.get();
            until(passed::isDone);
            most = Math.max(most, first.get() - before);
        }
        end.set(true);
        driver.join();
        // On two workers the yielder runs beside the passed task, as often as it likes.
        if (kind != Kind.TWO_THREADS) assertTrue(most <= bound, most + " > " + bound);
    }

    private static void joinQuietly(TaskHandle<?> handle) {
        try {
            handle.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // ---- S3 ----

    @Test
    void required_S3_closeRefusesSubmissionsButNotThoseOfWorkers() throws Exception {
        Scheduler scheduler = create();
        AtomicReference<TaskHandle<Integer>> child = new AtomicReference<>();
        TaskHandle<Void> parent = scheduler.submit(worker -> {
            if (!worker.scheduler().isClosing()) {
                return Step.await(worker.scheduler().closing());
            }
            assertThrows(RejectedExecutionException.class, () -> scheduler.submit(Task.run(() -> {})));
            assertThrows(RejectedExecutionException.class, () -> scheduler.schedule(Task.run(() -> {}), Duration.ZERO));
            child.set(worker.submit(Task.call(() -> 5)));
            return Step.done();
        });
        untilWaiting(scheduler, parent);
        assertFalse(scheduler.isClosing());
        scheduler.close();
        assertNull(parent.result());
        assertEquals(5, child.get().result());
        assertTrue(scheduler.isTerminated());
        scheduler.close();
        scheduler.shutdownNow();
        scheduler.close(Duration.ZERO);
        assertThrows(RejectedExecutionException.class, () -> scheduler.submit(Task.run(() -> {})));
    }

    @Test
    void required_S3_closeWaitsForDelayedTasks() throws Exception {
        Scheduler scheduler = create();
        TaskHandle<Integer> late = scheduler.schedule(Task.call(() -> 3), Duration.ofHours(1));
        Thread closer = new Thread(scheduler::close);
        closer.start();
        until(scheduler::isClosing);
        assertFalse(scheduler.isTerminated());
        ticker.advance(Duration.ofHours(1));
        closer.join();
        assertEquals(3, late.result());
    }

    @Test
    void required_S3_shutdownNowCancelsAllAndRefusesWorkersToo() throws Exception {
        Scheduler scheduler = create();
        List<Waiting> tasks = new ArrayList<>();
        List<TaskHandle<Void>> handles = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Waiting task = new Waiting(new Never());
            tasks.add(task);
            if (i % 2 == 0) handles.add(scheduler.submit(task));
            else handles.add(scheduler.schedule(task, Duration.ofDays(1)));
        }
        AtomicBoolean refused = new AtomicBoolean();
        scheduler.submit(new Task<Void>() {
            @Override
            public Step<Void> step(Worker worker) {
                return Step.await(new Never());
            }

            @Override
            public void onCancel(Worker worker) {
                try {
                    worker.submit(Task.run(() -> {}));
                } catch (RejectedExecutionException expected) {
                    refused.set(true);
                }
            }
        });
        scheduler.shutdownNow();
        scheduler.close();
        assertTrue(refused.get());
        for (TaskHandle<Void> handle : handles) assertEquals(TaskState.CANCELLED, handle.state());
        for (Waiting task : tasks) assertEquals(1, task.cancels.get());
    }

    @Test
    void required_S3_closeWithATimeoutCancelsWhatIsLeftAndSaysSo() throws Exception {
        Scheduler scheduler = create();
        TaskHandle<Void> stuck = scheduler.submit("stuck", new Waiting(new Never()));
        untilWaiting(scheduler, stuck);
        String message = assertThrows(CloseTimeoutException.class, () -> scheduler.close(Duration.ZERO))
                .getMessage();
        assertTrue(message.contains("'stuck' awaits"), message);
        scheduler.close();
        assertEquals(TaskState.CANCELLED, stuck.state());
    }

    @Test
    void required_S3_anInterruptedCloseCancelsAllAndRestoresTheInterrupt() throws Exception {
        Scheduler scheduler = create();
        TaskHandle<Void> stuck = scheduler.submit(new Waiting(new Never()));
        AtomicBoolean restored = new AtomicBoolean();
        Thread closer = new Thread(() -> {
            scheduler.close();
            restored.set(Thread.currentThread().isInterrupted());
        });
        closer.start();
        until(scheduler::isClosing);
        closer.interrupt();
        closer.join();
        assertTrue(restored.get());
        assertTrue(scheduler.isTerminated());
        assertEquals(TaskState.CANCELLED, stuck.state());
    }

    @Test
    void required_S3_closeInsideAStepBeginsTheShutdownAndReturns() throws Exception {
        Scheduler scheduler = create();
        TaskHandle<Boolean> handle = scheduler.submit(Task.call(() -> {
            scheduler.close();
            scheduler.close(Duration.ofDays(1));
            return scheduler.isClosing() && !scheduler.isTerminated();
        }));
        assertTrue(handle.join());
        scheduler.close();
        assertTrue(scheduler.isTerminated());
    }

    @Test
    void required_S3_aFailureHandlerMayCloseItsScheduler() {
        AtomicReference<Scheduler> self = new AtomicReference<>();
        AtomicBoolean returned = new AtomicBoolean();
        Scheduler scheduler = kind.create(ticker, (task, failure) -> {
            self.get().close();
            returned.set(true);
        });
        self.set(scheduler);
        scheduler.submit("unseen", worker -> {
            throw new IllegalStateException("unseen");
        });
        // The timers ring the failure's second first; if its handler waited, they would never ring this.
        TaskHandle<Integer> later = scheduler.schedule("later", Task.call(() -> 2), Duration.ofSeconds(2));
        Thread time = new Thread(() -> {
            while (!later.isDone()) ticker.advance(Duration.ofMillis(100));
        });
        time.start();
        scheduler.close();
        // If the failure came so late that both are due at once, its handler may still be running.
        until(returned::get);
        assertEquals(2, later.result());
    }

    @Test
    void required_S3_noTaskIsLostWhenSubmittingRacesWithClosing() throws Exception {
        for (int round = 0; round < 200; round++) {
            Scheduler scheduler = kind.create(ticker);
            AtomicInteger ran = new AtomicInteger();
            AtomicInteger accepted = new AtomicInteger();
            AtomicBoolean go = new AtomicBoolean();
            Thread submitter = new Thread(() -> {
                until(go::get);
                try {
                    for (; ; ) {
                        scheduler.submit(Task.run(ran::incrementAndGet));
                        accepted.incrementAndGet();
                    }
                } catch (RejectedExecutionException closed) {
                    // as it should be
                }
            });
            submitter.start();
            go.set(true);
            int pause = round;
            until(() -> accepted.get() >= pause % 20);
            scheduler.close();
            submitter.join();
            assertEquals(accepted.get(), ran.get());
        }
    }

    // ---- S4 ----

    @Test
    void required_S4_anyThreadMaySubmit() throws Exception {
        Scheduler scheduler = create();
        AtomicInteger ran = new AtomicInteger();
        Task<Void> count = Task.run(ran::incrementAndGet);
        List<Thread> threads = new ArrayList<>();
        threads.add(new Thread(() -> scheduler.submit(count)));
        Thread virtual = virtualThread(() -> scheduler.submit(count));
        if (virtual != null) threads.add(virtual);
        threads.forEach(Thread::start);
        for (Thread thread : threads) thread.join();
        scheduler.submit(Task.run(() -> scheduler.submit(count))).join();
        try (CooperativeScheduler other = CooperativeScheduler.create()) {
            other.submit(Task.run(() -> scheduler.submit(count)));
        }
        scheduler.close();
        assertEquals(threads.size() + 2, ran.get());
    }

    /** A virtual thread, not started; null before JDK 21. */
    private static Thread virtualThread(Runnable runnable) throws Exception {
        if (Runtime.version().feature() < 21) return null;
        Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
        Method unstarted = Class.forName("java.lang.Thread$Builder").getMethod("unstarted", Runnable.class);
        return (Thread) unstarted.invoke(builder, runnable);
    }

    // ---- S5 ----

    @Test
    void required_S5_noWakeIsLostBesideAParkingWorker() throws Exception {
        Assumptions.assumeTrue(kind != Kind.DRIVEN, "joins drive, so nobody parks");
        Scheduler scheduler = create();
        for (int i = 0; i < 20_000; i++) scheduler.submit(Task.run(() -> {})).join();
    }

    // ---- S6 ----

    @Test
    void required_S6_aDeadlineRingsAfterItsSchedulerHasTerminated() throws Exception {
        Scheduler gone = create();
        Deadline deadline = gone.deadline(Duration.ofSeconds(5));
        Deadline later = gone.deadline(Duration.ofSeconds(6));
        Scheduler other = create();
        TaskHandle<Void> early = other.submit(w -> deadline.isPast() ? Step.done() : Step.await(deadline));
        untilWaiting(other, early);
        gone.close();
        TaskHandle<Void> late = other.submit(w -> later.isPast() ? Step.done() : Step.await(later));
        untilWaiting(other, late);
        ticker.advance(Duration.ofSeconds(5));
        early.join();
        ticker.advance(Duration.ofSeconds(1));
        late.join();
    }

    // ---- S8 ----

    @Test
    void required_S8_joinInsideAStepIsRefused() throws Exception {
        Scheduler scheduler = create();
        TaskHandle<Void> stuck = scheduler.submit("stuck", new Waiting(new Never()));
        String message = scheduler.submit(Task.call(() -> refusal(stuck))).join();
        assertTrue(message.contains("return Step.await(handle)"), message);
    }

    private static String refusal(TaskHandle<?> handle) {
        return assertThrows(IllegalStateException.class, handle::join).getMessage();
    }

    @Test
    void required_S8_joinInsideAStepOfAnotherSchedulerBlocksThatWorker() throws Exception {
        Scheduler one = create();
        try (CooperativeScheduler other = CooperativeScheduler.builder().start()) {
            TaskHandle<Integer> outer =
                    one.submit(Task.call(() -> other.submit(Task.call(() -> 4)).join()));
            assertEquals(4, outer.join());
        }
    }

    @Test
    void required_S8_aJoinWithATimeoutEndsByTheSchedulersClock() throws Exception {
        Scheduler scheduler = create();
        TaskHandle<Void> stuck = scheduler.submit("stuck", new Waiting(new Never()));
        untilWaiting(scheduler, stuck);
        assertThrows(TimeoutException.class, () -> stuck.join(Duration.ofSeconds(-1)));
        AtomicBoolean timedOut = new AtomicBoolean();
        Thread joiner = new Thread(() -> {
            try {
                stuck.join(Duration.ofHours(1));
            } catch (TimeoutException expected) {
                timedOut.set(true);
            } catch (InterruptedException unexpected) {
                Thread.currentThread().interrupt();
            }
        });
        joiner.start();
        until(() -> joiner.getState() == Thread.State.WAITING);
        ticker.advance(Duration.ofHours(1));
        joiner.join();
        assertTrue(timedOut.get());
        assertFalse(stuck.isDone());
    }

    @Test
    void required_S8_anInterruptedJoinLeavesTheTaskAlone() throws Exception {
        Scheduler scheduler = create();
        Never never = new Never();
        TaskHandle<Void> stuck = scheduler.submit(new Waiting(never));
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread joiner = new Thread(() -> {
            try {
                stuck.join();
            } catch (InterruptedException expected) {
                interrupted.set(true);
            }
        });
        joiner.start();
        until(() -> joiner.getState() == Thread.State.WAITING);
        joiner.interrupt();
        joiner.join();
        assertTrue(interrupted.get());
        assertFalse(stuck.isDone());
        for (Waker waker : List.copyOf(never.registered)) waker.wake();
        stuck.cancel();
        assertThrows(CancellationException.class, stuck::join);
    }

    @Test
    void required_S8_manyThreadsMayJoinAtOnce() throws Exception {
        Scheduler scheduler = create();
        for (int round = 0; round < 50; round++) {
            List<Thread> joiners = new ArrayList<>();
            AtomicInteger sum = new AtomicInteger();
            for (int i = 0; i < 8; i++) {
                int steps = i * 10;
                AtomicInteger taken = new AtomicInteger();
                TaskHandle<Integer> handle =
                        scheduler.submit(worker -> taken.incrementAndGet() < steps ? Step.yieldNow() : Step.done(1));
                joiners.add(new Thread(() -> {
                    joinQuietly(handle);
                    sum.addAndGet(handle.result());
                }));
            }
            joiners.forEach(Thread::start);
            for (Thread joiner : joiners) joiner.join();
            assertEquals(8, sum.get());
        }
    }

    @Test
    void required_S7_aThreadThatCannotBeMadeFailsTheCreationCleanly() {
        Assumptions.assumeTrue(kind == Kind.OWN_THREAD);
        ThreadFactory none = runnable -> null;
        ThreadFactory started = runnable -> {
            Thread thread = new Thread(() -> {});
            thread.start();
            return thread;
        };
        ThreadFactory broken = runnable -> {
            throw new OutOfMemoryError("unable to create native thread (pretended)");
        };
        for (ThreadFactory factory : List.of(none, started)) {
            assertThrows(
                    IllegalStateException.class,
                    () -> CooperativeScheduler.builder().threadFactory(factory).start());
        }
        assertThrows(
                OutOfMemoryError.class,
                () -> CooperativeScheduler.builder().threadFactory(broken).start());
    }
}
