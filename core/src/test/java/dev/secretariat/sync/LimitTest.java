package dev.secretariat.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.ManualTicker;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskFailedException;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Worker;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.spi.Driven;
import dev.secretariat.spi.SchedulerBase;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LimitTest {
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger mostRunning = new AtomicInteger();

    /** Takes some steps, and is counted meanwhile. */
    private Task<Integer> work(int steps) {
        int[] left = {steps};
        return worker -> {
            if (left[0] == steps) mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
            if (left[0]-- > 0) return Step.yieldNow();
            running.decrementAndGet();
            return Step.done(steps);
        };
    }

    private static Task<Integer> until(Promise<Integer> gate) {
        return worker -> gate.isDone() ? Step.done(gate.result()) : Step.await(gate);
    }

    @Test
    void whoFindsItFullIsRefusedAndToldWhy() {
        CooperativeScheduler scheduler = CooperativeScheduler.create();
        Limit limit = new Limit(scheduler, 2);
        Promise<Integer> gate = new Promise<>();
        TaskHandle<Integer> first = limit.submit(until(gate));
        limit.submit(until(gate));
        String message = assertThrows(RejectedExecutionException.class, () -> limit.submit(work(1)))
                .getMessage();
        assertTrue(message.startsWith("no place: limit of 2, with 2 in flight and 0 waiting; wait"), message);
        gate.succeed(7);
        scheduler.runUntilIdle();
        assertEquals(7, first.result());
        assertEquals(0, limit.inFlight());
        assertFalse(limit.submit(work(1)).isDone());
    }

    @ParameterizedTest
    @EnumSource
    void fibersWaitInLineAndNoMoreThanSoManyAreInFlight(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start()) {
            Limit limit = new Limit(scheduler, 3);
            List<TaskHandle<Void>> submitters = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                submitters.add(scheduler.submit(Fibers.run(fiber -> {
                    List<TaskHandle<Integer>> mine = new ArrayList<>();
                    for (int k = 0; k < 100; k++) mine.add(limit.submit(fiber, work(k % 7)));
                    for (TaskHandle<Integer> handle : mine) fiber.await(handle);
                })));
            }
            for (TaskHandle<Void> submitter : submitters) submitter.join();
            assertTrue(mostRunning.get() <= 3, mostRunning::toString);
        }
    }

    @Test
    void aFiberMayHaveItRunInItsStead() throws Exception {
        try (CooperativeScheduler scheduler = CooperativeScheduler.create()) {
            Limit limit = new Limit(scheduler, 1);
            Promise<Integer> gate = new Promise<>();
            List<Object> seen = new ArrayList<>();
            TaskHandle<Void> owner = scheduler.submit(Fibers.run(fiber -> {
                TaskHandle<Integer> first = limit.submitOrRun(fiber, until(gate));
                seen.add(first.isDone());
                TaskHandle<Integer> second = limit.submitOrRun(fiber, work(5));
                seen.add(second.isDone());
                TaskHandle<Integer> failed = limit.submitOrRun(fiber, worker -> {
                    throw new IOException("in its stead");
                });
                seen.add(failed.state());
                assertThrows(TaskFailedException.class, failed::result);
                limit.submitOrRun(fiber, worker -> Step.await(new Promise<>()));
            }));
            scheduler.runUntilIdle();
            assertEquals(List.of(false, true, TaskState.FAILED), seen);
            owner.cancel(); // and with it the one that runs in its stead: the close below would wait for it
            scheduler.runUntilIdle();
            assertEquals(TaskState.CANCELLED, owner.state());
            gate.succeed(1);
        }
    }

    /** Waits in line for a place, in steps. */
    private static final class Submitter implements Task<Integer> {
        private final Limit limit;
        private final Task<Integer> task;
        private @Nullable Hold place;
        private @Nullable TaskHandle<Integer> handle;

        Submitter(Limit limit, Task<Integer> task) {
            this.limit = limit;
            this.task = task;
        }

        @Override
        public Step<Integer> step(Worker worker) {
            Hold mine = place;
            if (mine == null) place = mine = limit.request(worker);
            TaskHandle<Integer> submitted = handle;
            if (submitted == null) {
                if (!mine.isHeld()) return Step.await(mine);
                Hold used = mine;
                handle = submitted = limit.submit(worker, used, task);
                mine.close(); // does nothing any more
                assertThrows(IllegalStateException.class, () -> limit.submit(worker, used, task));
            }
            return submitted.isDone() ? Step.done(submitted.result()) : Step.await(submitted);
        }

        @Override
        public Step<?> onCancel(Worker worker) {
            if (place != null) place.close();
            return Step.done();
        }
    }

    @ParameterizedTest
    @EnumSource
    void stepsWaitInLine(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start()) {
            Limit limit = new Limit(scheduler, 2);
            List<TaskHandle<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 50; i++) all.add(scheduler.submit(new Submitter(limit, work(i % 5))));
            all.get(20).cancel();
            for (TaskHandle<Integer> one : all) {
                try {
                    one.join();
                } catch (CancellationException cancelled) {
                    assertEquals(all.get(20), one);
                }
            }
            assertTrue(mostRunning.get() <= 2, mostRunning::toString);
        }
    }

    @Test
    void threadsWaitForATime() throws Exception {
        try (SchedulerBase scheduler = Driven.BY_ITS_WORKERS.start()) {
            Limit limit = new Limit(scheduler, 1);
            Promise<Integer> gate = new Promise<>();
            limit.submit(until(gate), Duration.ofSeconds(30));
            assertThrows(TimeoutException.class, () -> limit.submit(work(1), Duration.ofMillis(1)));
            assertEquals(0, limit.waiting());
            gate.succeed(1);
            assertEquals(3, limit.submit(work(3), Duration.ofSeconds(30)).join());
        }
    }

    /** However a task ends, its place is free then, and not before. */
    @Test
    void eachEndGivesThePlaceBack() {
        List<String> reports = Collections.synchronizedList(new ArrayList<>());
        ManualTicker ticker = new ManualTicker();
        CooperativeScheduler scheduler = CooperativeScheduler.builder()
                .ticker(ticker)
                .failureHandler((task, failure) -> reports.add(failure.getMessage()))
                .build();
        Limit limit = new Limit(scheduler, 1);
        Promise<Integer> gate = new Promise<>();
        limit.submit(worker -> {
            throw new IOException("unseen");
        });
        scheduler.runUntilIdle();
        assertEquals(0, limit.inFlight());
        TaskHandle<Integer> never = limit.submit(work(1));
        never.cancel();
        scheduler.runUntilIdle();
        assertEquals(0, limit.inFlight());
        limit.submit(until(gate)).cancel();
        scheduler.runUntilIdle();
        assertEquals(0, limit.inFlight());
        TaskHandle<Integer> winding = limit.submit(new Task<>() {
            @Override
            public Step<Integer> step(Worker worker) {
                return Step.await(gate);
            }

            @Override
            public Step<?> onCancel(Worker worker) {
                return gate.isDone() ? Step.done() : Step.await(gate);
            }
        });
        scheduler.runUntilIdle();
        winding.cancel();
        scheduler.runUntilIdle();
        assertEquals(1, limit.inFlight());
        gate.succeed(1);
        scheduler.runUntilIdle();
        assertEquals(0, limit.inFlight());
        ticker.advance(Duration.ofSeconds(1));
        scheduler.runUntilIdle();
        assertEquals(List.of("unseen"), reports); // that the limit waits for its end is not to look
        scheduler.shutdownNow();
        assertThrows(RejectedExecutionException.class, () -> limit.submit(work(1)));
        assertEquals(0, limit.inFlight());
        scheduler.close();
    }

    @Test
    void whatWaitsForAPlaceKnowsWhoHasIt() {
        CooperativeScheduler scheduler = CooperativeScheduler.create();
        Limit limit = new Limit(scheduler, 1);
        TaskHandle<Integer> inFlight = limit.submit(worker -> Step.await(new Promise<>()));
        Hold waits = limit.request(1, "somebody");
        assertEquals(inFlight, waits.holder());
        assertEquals("limit of 1", waits.toString());
        inFlight.cancel();
        waits.close();
        scheduler.close();
    }

    @Test
    void badArgumentsAreNamed() {
        CooperativeScheduler scheduler = CooperativeScheduler.create();
        assertEquals(
                "max is less than one: 0",
                assertThrows(IllegalArgumentException.class, () -> new Limit(scheduler, 0))
                        .getMessage());
        Limit limit = new Limit(scheduler, 1);
        Hold other = Objects.requireNonNull(new Permits(1).tryAcquire());
        TaskHandle<Void> step = scheduler.submit(worker -> {
            assertThrows(IllegalArgumentException.class, () -> limit.submit(worker, other, work(1)));
            return Step.done();
        });
        scheduler.runUntilIdle();
        step.result();
        scheduler.close();
    }
}
