package dev.secretariat.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Submission;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Worker;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.spi.Driven;
import dev.secretariat.spi.SchedulerBase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StrandTest {
    private final List<Integer> seen = new ArrayList<>(); // by the tasks of one lane
    private boolean busy;

    /** Takes some steps, during which no other one of its lane runs. */
    private Task<Integer> turn(int number) {
        int[] left = {number % 4};
        return worker -> {
            assertTrue(busy == left[0] < number % 4);
            busy = true;
            if (left[0]-- > 0) return Step.yieldNow();
            seen.add(number);
            busy = false;
            return Step.done(number);
        };
    }

    @ParameterizedTest
    @EnumSource
    void tasksRunOneAfterTheOtherInTheOrderOfTheirSubmission(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start()) {
            Strand strand = new Strand(scheduler);
            List<TaskHandle<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) all.add(strand.submit(turn(i)));
            for (int i = 0; i < 1_000; i++) assertEquals(i, all.get(i).join());
            assertEquals(IntStream.range(0, 1_000).boxed().toList(), seen);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSchedulerThatClosesRunsAllOfThem(Driven driven) {
        SchedulerBase scheduler = driven.start();
        Strand strand = new Strand(scheduler);
        scheduler.submit(worker -> {
            for (int i = 0; i < 50; i++) strand.submit(worker, turn(i));
            return Step.done();
        });
        strand.submit(Fibers.run(fiber -> {
            for (int i = 0; i < 3; i++) fiber.yieldNow();
        }));
        scheduler.close();
        assertEquals(IntStream.range(0, 50).boxed().toList(), seen);
        assertThrows(RejectedExecutionException.class, () -> strand.submit(turn(0)));
        assertEquals(0, strand.waiting());
    }

    @Test
    void oneThatFailsOrIsCancelledLeavesTheLaneToTheNext() throws Exception {
        try (CooperativeScheduler scheduler = CooperativeScheduler.create()) {
            Strand strand = new Strand(scheduler);
            Promise<Integer> gate = new Promise<>();
            TaskHandle<Integer> first = strand.submit(worker -> {
                if (!gate.isDone()) return Step.await(gate);
                throw new IOException("first");
            });
            TaskHandle<Integer> second = strand.submit(turn(2));
            TaskHandle<Integer> third = strand.submit(turn(3));
            scheduler.runUntilIdle();
            second.cancel();
            scheduler.runUntilIdle();
            assertEquals(TaskState.CANCELLED, second.state()); // though the first one is not done
            gate.succeed(1);
            scheduler.runUntilIdle();
            assertEquals(TaskState.FAILED, first.state());
            assertEquals(3, third.result());
            assertEquals(List.of(3), seen);
            assertTrue(first.outcome() != null);
        }
    }

    /** What it releases may be the lane's. */
    @Test
    void oneThatHasSomethingToWindDownDoesSoInItsTurn() throws Exception {
        try (CooperativeScheduler scheduler = CooperativeScheduler.create()) {
            Strand strand = new Strand(scheduler);
            Promise<Integer> gate = new Promise<>();
            strand.submit(worker -> {
                busy = !gate.isDone();
                return busy ? Step.await(gate) : Step.done();
            });
            TaskHandle<Integer> second = strand.submit(new Task<>() {
                @Override
                public Step<Integer> step(Worker worker) {
                    return Step.done(1);
                }

                @Override
                public Step<?> onCancel(Worker worker) {
                    assertEquals(false, busy);
                    seen.add(2);
                    return Step.done();
                }
            });
            scheduler.runUntilIdle();
            second.cancel();
            scheduler.runUntilIdle();
            assertEquals(List.of(), seen);
            gate.succeed(1);
            scheduler.runUntilIdle();
            assertEquals(List.of(2), seen);
            assertEquals(TaskState.CANCELLED, second.state());
        }
    }

    @Test
    void namesAreKeptAndReportsTellWhoHasTheLane() throws Exception {
        try (CooperativeScheduler scheduler = CooperativeScheduler.create()) {
            Strand strand = new Strand(scheduler);
            assertEquals("strand", strand.toString());
            Promise<Integer> gate = new Promise<>();
            Task<Integer> waits = worker -> gate.isDone() ? Step.done(1) : Step.await(gate);
            TaskHandle<Integer> first = strand.submit(waits.with(Submission.named("first")));
            assertEquals("first", first.name());
            assertEquals("StrandTest.lambda", strand.submit(turn(1)).name());
            scheduler.runUntilIdle();
            assertEquals("strand, held by task 'first'", strand.toString());
            assertEquals(1, strand.waiting());
            gate.succeed(1);
            scheduler.runUntilIdle();
            assertEquals("strand", strand.toString());
        }
    }

    @ParameterizedTest
    @EnumSource
    void lanesRunBesideOneAnother(Driven driven) throws Exception {
        try (SchedulerBase scheduler = driven.start()) {
            Strand one = new Strand(scheduler);
            Strand other = new Strand(scheduler);
            Promise<Integer> gate = new Promise<>();
            TaskHandle<Integer> waits = one.submit(worker -> gate.isDone() ? Step.done(1) : Step.await(gate));
            TaskHandle<Boolean> opens = other.submit(Task.call(() -> gate.succeed(1)));
            assertTrue(opens.join());
            assertEquals(1, waits.join());
        }
    }
}
