package dev.secretariat.cooperative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Fork;
import dev.secretariat.ManualTicker;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskFailedException;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;

class CooperativeSchedulerTest {
    private static Task<Integer> counting(String name, int steps, List<String> log) {
        return new Task<>() {
            private int step;

            @Override
            public Step<Integer> step(Worker worker) {
                log.add(name + step);
                return ++step < steps ? Step.yieldNow() : Step.done(step);
            }
        };
    }

    @Test
    void tasksThatYieldAlternate() {
        List<String> log = new ArrayList<>();
        try (CooperativeScheduler scheduler = CooperativeScheduler.create()) {
            scheduler.submit(counting("a", 3, log));
            TaskHandle<Integer> b = scheduler.submit("b", counting("b", 2, log));
            assertEquals(5, scheduler.runUntilIdle());
            assertEquals(2, b.result());
            assertEquals("b", b.name());
        }
        assertEquals(List.of("a0", "b0", "a1", "b1", "a2"), log);
    }

    @Test
    void joinDrives() throws Exception {
        try (CooperativeScheduler scheduler = CooperativeScheduler.create()) {
            TaskHandle<Integer> one = scheduler.submit(Task.call(() -> 1));
            TaskHandle<Integer> two =
                    scheduler.submit(worker -> one.isDone() ? Step.done(one.result() + 1) : Step.await(one));
            assertEquals(2, two.join());
        }
    }

    @Test
    void aSleepEndsWithTheTickersTime() {
        ManualTicker ticker = new ManualTicker();
        CooperativeScheduler scheduler =
                CooperativeScheduler.builder().ticker(ticker).build();
        TaskHandle<Void> late = scheduler.schedule(Task.run(() -> {}), Duration.ofHours(1));
        assertEquals(Duration.ofHours(1), scheduler.runFor(Duration.ofSeconds(1)));
        ticker.advance(Duration.ofHours(1));
        scheduler.runUntilIdle();
        assertTrue(late.isDone());
        scheduler.close();
        assertTrue(scheduler.isTerminated());
    }

    private static long fib(Worker worker, int n) throws Exception {
        if (n < 2) return n;
        Fork<Long> left = worker.fork(w -> fib(w, n - 1));
        long right = fib(worker, n - 2);
        return worker.join(left) + right;
    }

    @Test
    void aDeadlineIsNoticedBetweenLongStepsOfTasksThatYield() {
        ManualTicker ticker = new ManualTicker();
        CooperativeScheduler scheduler =
                CooperativeScheduler.builder().ticker(ticker).build();
        List<String> log = new ArrayList<>();
        Task<Integer> minuteByMinute = counting("desk", 10, log);
        scheduler.submit(worker -> {
            ticker.advance(Duration.ofMinutes(1));
            return minuteByMinute.step(worker);
        });
        scheduler.schedule(Task.run(() -> log.add("phone")), Duration.ofSeconds(210));
        scheduler.runUntilIdle();
        assertTrue(log.indexOf("phone") <= 5, log::toString);
    }

    @Test
    void forksRunInPlace() throws Exception {
        try (CooperativeScheduler scheduler = CooperativeScheduler.builder().start()) {
            assertEquals(6765, scheduler.submit(w -> Step.done(fib(w, 20))).join());
        }
    }

    @Test
    void twoDriversAreRefused() {
        CooperativeScheduler scheduler = CooperativeScheduler.create();
        TaskHandle<Boolean> inner = scheduler.submit(Task.call(scheduler::runOne));
        scheduler.runUntilIdle();
        assertThrows(RuntimeException.class, inner::result);
        scheduler.close();
    }

    @Test
    void required_S7_aThreadThatCannotBeMadeFailsTheCreationCleanly() {
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

    /** Nobody else could have begun them; the other rules of forks are in the conformance kit. */
    @Test
    void required_F2_unjoinedForksOfAFailedComputationDoNotRun() {
        List<String> ran = new ArrayList<>();
        try (CooperativeScheduler scheduler = CooperativeScheduler.create()) {
            TaskHandle<Integer> handle = scheduler.submit(worker -> {
                for (int i = 0; i < 20; i++) {
                    Fork<Boolean> unused = worker.fork(w -> ran.add("never"));
                }
                throw new IllegalStateException("first");
            });
            Throwable cause =
                    assertThrows(TaskFailedException.class, handle::join).getCause();
            assertEquals("first", cause.getMessage());
        }
        assertEquals(List.of(), ran);
    }
}
