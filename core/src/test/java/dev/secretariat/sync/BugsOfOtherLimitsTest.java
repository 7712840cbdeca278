package dev.secretariat.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskFailedException;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Tasks;
import dev.secretariat.Worker;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.parallel.ParallelScheduler;
import dev.secretariat.spi.Driven;
import dev.secretariat.spi.SchedulerBase;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Small versions of what went wrong with bulkheads, serial executors and concurrent maps elsewhere; see docs/bugs-of-other-pools.md. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BugsOfOtherLimitsTest {
    private static Task<Integer> until(Promise<Integer> gate) {
        return worker -> gate.isDone() ? Step.done(gate.result()) : Step.await(gate);
    }

    // ---- Limits ----

    @Test
    void whoGivesUpWaitingTakesNoPlaceAlong_failsafe393() throws Exception {
        try (SchedulerBase scheduler = Driven.BY_ITS_THREAD.start()) {
            Limit limit = new Limit(scheduler, 2);
            Promise<Integer> gate = new Promise<>();
            List<TaskHandle<Integer>> held = List.of(limit.submit(until(gate)), limit.submit(until(gate)));
            for (int i = 0; i < 8; i++) {
                assertThrows(TimeoutException.class, () -> limit.submit(until(gate), Duration.ofMillis(1)));
            }
            gate.succeed(1);
            for (TaskHandle<Integer> one : held) one.join();
            for (int i = 0; i < 8; i++)
                assertEquals(
                        1, limit.submit(until(gate), Duration.ofSeconds(30)).join());
            assertEquals(0, limit.waiting());
        }
    }

    /** Three at once where one is let in: all three run. */
    @ParameterizedTest
    @EnumSource
    void eachThatWaitsGetsItsTurn_failsafe365(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start()) {
            Limit limit = new Limit(scheduler, 1);
            List<TaskHandle<TaskHandle<Integer>>> all = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                all.add(scheduler.submit(Fibers.task(fiber -> limit.submit(fiber, Task.call(() -> 7)))));
            }
            for (TaskHandle<TaskHandle<Integer>> one : all)
                assertEquals(7, one.join().join());
        }
    }

    /** A submission that is refused, again and again, leaves as many places as there were, and not more. */
    @Test
    void whatIsRefusedGivesItsPlaceBackOnce_elasticsearch14908() {
        CooperativeScheduler closed = CooperativeScheduler.create();
        Limit limit = new Limit(closed, 2);
        closed.close();
        for (int i = 0; i < 5; i++) {
            assertThrows(RejectedExecutionException.class, () -> limit.submit(Task.call(() -> 1)));
            assertEquals(0, limit.inFlight());
            assertEquals(2, limit.line.permits());
        }
    }

    /** Those that wait are cancelled while places come back: not more run than there are places. */
    @ParameterizedTest
    @EnumSource
    void aCancelledWaitGivesNoPlaceThatItDidNotHave_propulsion230(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start()) {
            Limit limit = new Limit(scheduler, 2);
            AtomicInteger running = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            List<TaskHandle<Void>> submitters = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                submitters.add(scheduler.submit(Fibers.run(fiber -> limit.submit(fiber, Fibers.run(body -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    body.yieldNow();
                    running.decrementAndGet();
                })))));
            }
            for (int i = 0; i < 200; i += 2) submitters.get(i).cancel();
            for (TaskHandle<Void> submitter : submitters) {
                try {
                    submitter.join();
                } catch (CancellationException cancelled) {
                    assertEquals(TaskState.CANCELLED, submitter.state());
                }
            }
            assertTrue(most.get() <= 2, most::toString);
        }
    }

    /** Whoever waits for the work is cancelled; the work keeps its place until it has ended. */
    @Test
    void workThatGoesOnAfterItsCallerKeepsItsPlace_xberg1641() {
        try (CooperativeScheduler scheduler = CooperativeScheduler.create()) {
            Limit limit = new Limit(scheduler, 1);
            Promise<Integer> gate = new Promise<>();
            TaskHandle<Integer> caller =
                    scheduler.submit(Fibers.task(fiber -> fiber.await(limit.submit(fiber, until(gate)))));
            scheduler.runUntilIdle();
            caller.cancel();
            scheduler.runUntilIdle();
            assertEquals(TaskState.CANCELLED, caller.state());
            assertEquals(1, limit.inFlight());
            gate.succeed(1);
            scheduler.runUntilIdle();
            assertEquals(0, limit.inFlight());
        }
    }

    // ---- Strands ----

    /** The pool refuses one task; those behind it run. */
    @Test
    void aRefusedTaskDoesNotStopTheLane_parseq49() {
        List<Integer> seen = new ArrayList<>();
        CooperativeScheduler full = CooperativeScheduler.create();
        Strand strand = new Strand(full);
        strand.submit(Task.call(() -> seen.add(1)));
        CooperativeScheduler closed = CooperativeScheduler.create();
        closed.close();
        assertThrows(RejectedExecutionException.class, () -> new Strand(closed).submit(Task.call(() -> seen.add(0))));
        full.submit(worker -> {
            full.shutdown();
            assertThrows(RejectedExecutionException.class, () -> strand.submit(Task.call(() -> seen.add(2))));
            strand.submit(worker, Task.call(() -> seen.add(3)));
            return Step.done();
        });
        full.close();
        assertEquals(List.of(1, 3), seen);
    }

    /** A scheduler is shut down in the midst of a lane: it ends, and each task with it. */
    @ParameterizedTest
    @EnumSource
    void aShutdownInTheMidstOfALaneDoesNotHang_asio1538(Driven driven) {
        for (int round = 0; round < 20; round++) {
            List<TaskHandle<Void>> all = new ArrayList<>();
            try (SchedulerBase scheduler = driven.start()) {
                Strand strand = new Strand(scheduler);
                Promise<Integer> gate = new Promise<>();
                for (int i = 0; i < 100; i++) {
                    int number = i;
                    all.add(strand.submit(Fibers.run(fiber -> {
                        fiber.await(gate);
                        if (number == 50) scheduler.shutdownNow();
                    })));
                }
                gate.succeed(1);
            }
            for (TaskHandle<Void> one : all) assertTrue(one.isDone());
        }
    }

    /** Each lane waits for the other one's task, so both have to run at a time. */
    @Test
    void lanesRunAtTheSameTime_asio1240() throws Exception {
        try (ParallelScheduler scheduler =
                ParallelScheduler.builder().workers(2).start()) {
            List<Promise<Integer>> arrived = List.of(new Promise<>(), new Promise<>());
            List<TaskHandle<Void>> both = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                int mine = i;
                both.add(new Strand(scheduler).submit(Task.run(() -> {
                    arrived.get(mine).succeed(1);
                    while (!arrived.get(1 - mine).isDone()) Thread.onSpinWait();
                })));
            }
            for (TaskHandle<Void> one : both) one.join();
        }
    }

    /** After its last task a lane does nothing, so a scheduler may be closed at once. */
    @Test
    void aLaneThatIsDoneHasNothingToRun_kotlinxcoroutines3672() {
        for (int round = 0; round < 100; round++) {
            CooperativeScheduler scheduler = CooperativeScheduler.create();
            Strand strand = new Strand(scheduler);
            for (int i = 0; i < 40; i++) strand.submit(Task.call(() -> 1));
            scheduler.runUntilIdle();
            assertTrue(!scheduler.runOne());
            scheduler.close();
        }
    }

    @Test
    void aTaskThatThrowsAnErrorDoesNotStopTheLane() throws Exception {
        try (CooperativeScheduler scheduler = CooperativeScheduler.create()) {
            Strand strand = new Strand(scheduler);
            TaskHandle<Integer> error = strand.submit(worker -> {
                throw new StackOverflowError("on purpose");
            });
            TaskHandle<Integer> next = strand.submit(Task.call(() -> 1));
            assertEquals(1, next.join());
            assertTrue(error.outcome() != null);
        }
    }

    // ---- A task for each item ----

    /** Waits until it is cancelled, and takes some steps to end. */
    private static final class Slow implements Task<Integer> {
        private final List<String> log;
        private int left = 5;

        Slow(List<String> log) {
            this.log = log;
        }

        @Override
        public Step<Integer> step(Worker worker) {
            return Step.await(new Promise<>());
        }

        @Override
        public Step<?> onCancel(Worker worker) {
            if (left-- > 0) return Step.yieldNow();
            log.add("the slow one has ended");
            return Step.done();
        }
    }

    /** One item takes long: those behind it go on. When one fails, nothing outlives the whole. */
    @ParameterizedTest
    @EnumSource
    void nothingOutlivesAConcurrentMapThatFails_JDK8347274(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start()) {
            List<String> log = Collections.synchronizedList(new ArrayList<>());
            List<Integer> items = IntStream.range(0, 1_000).boxed().toList();
            Task<Integer> failing = worker -> {
                throw new IOException("900");
            };
            TaskHandle<List<Integer>> whole = scheduler.submit(Tasks.mapConcurrent(items, 4, item -> {
                if (item == 0) return new Slow(log);
                return item == 900 ? failing : Task.call(() -> item);
            }));
            assertThrows(TaskFailedException.class, whole::join);
            assertEquals(List.of("the slow one has ended"), log);
        }
    }
}
