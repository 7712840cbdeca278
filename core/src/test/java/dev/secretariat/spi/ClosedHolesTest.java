package dev.secretariat.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Awaitable;
import dev.secretariat.ManualTicker;
import dev.secretariat.Outcome;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Submission;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Tasks;
import dev.secretariat.Ticker;
import dev.secretariat.Waker;
import dev.secretariat.Worker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each test shows a hole that a review found, and that has been closed since. */
class ClosedHolesTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    /** Runs steps when the test says so, on the test's thread. */
    private static class ByHand extends SchedulerBase {
        final Queue<TaskCell<?>> queue = new ArrayDeque<>();
        final List<TimerDeadline> deadlines = new ArrayList<>();
        private final WorkerBase worker = newWorker(0);

        ByHand(Ticker ticker) {
            super("by hand", ticker, (task, failure) -> {});
        }

        @Override
        protected void ready(TaskCell<?> cell, Reason reason) {
            queue.add(cell);
        }

        void runOne() {
            queue.remove().runStep(worker);
        }

        @Override
        protected Timers timers() {
            return new Timers() {
                @Override
                public Ticker ticker() {
                    return ByHand.this.ticker();
                }

                @Override
                public void set(TimerDeadline deadline) {
                    deadlines.add(deadline);
                }

                @Override
                public void clear(TimerDeadline deadline) {}
            };
        }
    }

    @Test
    void aSleepThatEndsWhileAStaleWakeIsLookedAtIsNotLost() {
        AtomicReference<Runnable> betweenReadAndReturn = new AtomicReference<>();
        ManualTicker time = new ManualTicker();
        Ticker ticker = () -> {
            long now = time.nanos();
            Runnable meanwhile = betweenReadAndReturn.getAndSet(null);
            if (meanwhile != null) meanwhile.run();
            return now;
        };
        ByHand scheduler = new ByHand(ticker);
        AtomicReference<Waker> stale = new AtomicReference<>();
        Awaitable noisy = new Awaitable() {
            @Override
            public boolean register(Waker waker) {
                stale.set(waker);
                return true;
            }

            @Override
            public void deregister(Waker waker) {}
        };
        List<Step<Void>> steps = List.of(Step.await(noisy), Step.sleep(Duration.ofSeconds(1)), Step.done());
        int[] step = {0};
        scheduler.submit(worker -> steps.get(step[0]++));
        scheduler.runOne();
        stale.get().wake();
        scheduler.runOne(); // sleeps now
        stale.get().wake(); // looked at below
        stale.get().wake(); // WOKEN
        betweenReadAndReturn.set(() -> {
            time.advance(Duration.ofSeconds(2));
            assertTrue(scheduler.deadlines.get(0).ring()); // another thread, in earnest
        });
        scheduler.runOne();
        while (!scheduler.queue.isEmpty()) scheduler.runOne();
        assertEquals(3, step[0], "the deadline has rung, so the task goes on");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCompositionOfWhichAPartIsRefusedEndsAfterThoseThatAreNot(boolean first) {
        AtomicInteger room = new AtomicInteger(2);
        ByHand scheduler = new ByHand(Ticker.system()) {
            @Override
            protected void admit(Task<?> task, Submission submission) {
                if (room.getAndDecrement() <= 0) throw new RejectedExecutionException("full");
            }
        };
        AtomicBoolean ended = new AtomicBoolean();
        Task<Integer> accepted = new Task<>() {
            @Override
            public Step<Integer> step(Worker worker) {
                return Step.await(new Promise<>());
            }

            @Override
            public Step<?> onCancel(Worker worker) {
                ended.set(true);
                return Step.done();
            }
        };
        Task<Integer> refused = Task.call(() -> 1);
        TaskHandle<Integer> handle =
                scheduler.submit(first ? Tasks.first(accepted, refused) : Tasks.both(accepted, refused, Integer::sum));
        while (!scheduler.queue.isEmpty()) scheduler.runOne();
        assertTrue(ended.get());
        Outcome.Failed<?> failed = assertInstanceOf(Outcome.Failed.class, handle.outcome());
        assertEquals("full", failed.cause().getMessage());
    }

    @Test
    void aFutureOfATaskThatCannotBeMadeReadyMayCloseItsScheduler() {
        AtomicBoolean full = new AtomicBoolean();
        ByHand scheduler = new ByHand(Ticker.system()) {
            @Override
            protected void ready(TaskCell<?> cell, Reason reason) {
                if (full.get()) throw new RejectedExecutionException("full");
                super.ready(cell, reason);
            }
        };
        Promise<Integer> gate = new Promise<>();
        CompletableFuture<Object> closed = scheduler
                .submit(worker -> Step.await(gate))
                .toCompletableFuture()
                .whenComplete((value, failure) -> scheduler.close());
        scheduler.runOne();
        full.set(true);
        assertTimeoutPreemptively(LONG, () -> gate.succeed(1));
        assertTrue(closed.isDone());
        assertTrue(scheduler.isTerminated());
    }

    /** As a thief does it that runs a fork of another worker's step, at the edge of its stack. */
    @Test
    void aTaskThatAForkBetweenStepsHadNoStackToMakeReadyEnds() {
        AtomicBoolean tooDeep = new AtomicBoolean();
        ByHand scheduler = new ByHand(Ticker.system()) {
            @Override
            protected void ready(TaskCell<?> cell, Reason reason, WorkerBase worker) {
                if (tooDeep.get()) throw new StackOverflowError("pretended");
                super.ready(cell, reason, worker);
            }
        };
        TaskCell<?> forker = ((CellHandle<?>) scheduler.submit(worker -> Step.done())).cell();
        WorkerBase thief = scheduler.newWorker(1);
        TaskCell<?> before = thief.beginFor(forker);
        tooDeep.set(true);
        TaskHandle<Void> unready = thief.submit(worker -> Step.done());
        assertInstanceOf(StackOverflowError.class, ((Outcome.Failed<?>) unready.outcome()).cause());
        thief.endFor(before);
        scheduler.runOne();
        scheduler.asExecutorService().shutdown();
        assertTrue(scheduler.isTerminated());
    }

    @Test
    void aDeadlineSetWhileTheTimerThreadCannotStartIsRungOnceOneCan() throws Exception {
        CountDownLatch starting = new CountDownLatch(1);
        CountDownLatch posted = new CountDownLatch(1);
        AtomicBoolean refuse = new AtomicBoolean(true);
        TimerThread timers = new TimerThread(Ticker.system(), runnable -> {
            if (refuse.getAndSet(false)) {
                starting.countDown();
                await(posted);
                throw new OutOfMemoryError("unable to create native thread");
            }
            Thread thread = new Thread(runnable);
            thread.setDaemon(true);
            return thread;
        });
        TimerDeadline unlucky = TimerDeadline.after(Duration.ofHours(1), timers);
        TimerDeadline lucky = TimerDeadline.after(Duration.ofSeconds(1), timers);
        CountDownLatch woken = new CountDownLatch(1);
        Thread first = new Thread(() -> {
            try {
                unlucky.register(() -> {});
            } catch (OutOfMemoryError expected) {
                // this one is told
            }
        });
        first.start();
        await(starting);
        Thread second = new Thread(() -> lucky.register(woken::countDown)); // finds it starting
        second.start();
        posted.countDown();
        first.join();
        second.join();
        assertTimeoutPreemptively(LONG, () -> await(woken));
    }

    @Test
    void theTimersSurviveAnErrorOfTheTicker() {
        AtomicBoolean fail = new AtomicBoolean();
        Ticker ticker = new Ticker() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void parkUntil(Object blocker, long untilNanos) {
                if (fail.getAndSet(false)) throw new OutOfMemoryError("for the test");
                Ticker.super.parkUntil(blocker, untilNanos);
            }
        };
        TimerThread timers = new TimerThread(ticker, runnable -> {
            Thread thread = new Thread(runnable);
            thread.setDaemon(true);
            return thread;
        });
        fail.set(true);
        TimerDeadline.after(Duration.ofHours(1), timers).register(() -> {});
        CountDownLatch woken = new CountDownLatch(1);
        assertTrue(TimerDeadline.after(Duration.ofSeconds(1), timers).register(woken::countDown));
        assertTimeoutPreemptively(LONG, () -> await(woken));
    }

    @Test
    void aDeadlineThatAllHaveLeftIsNotAwaited() {
        TimerThread timers = new TimerThread(new ManualTicker(), Thread::new);
        TimerDeadline deadline = TimerDeadline.after(Duration.ofHours(1), new Timers() {
            @Override
            public Ticker ticker() {
                return timers.ticker();
            }

            @Override
            public void set(TimerDeadline set) {}

            @Override
            public void clear(TimerDeadline cleared) {}
        });
        Waker first = () -> {};
        Waker second = () -> {};
        deadline.register(first);
        deadline.register(second);
        deadline.deregister(first);
        deadline.deregister(second);
        assertFalse(deadline.isAwaited());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
