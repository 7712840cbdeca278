package dev.secretariat.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Whole tasks are left out of a failing run, where it is not the lack of them that fails. */
class LeftOutTest {
    private static Run smallest(Simulation simulation) {
        return assertThrows(SimulationFailure.class, () -> simulation.check(1000))
                .smallest();
    }

    private static Run smallest(Simulation.Program program) {
        return smallest(Simulation.of(program));
    }

    @Test
    void whoDoesNothingToItIsLeftOut() {
        Run small = smallest(Programs::losesAnUpdateInACrowd);
        assertEquals(Set.of(1, 2, 3, 4, 5, 6, 7, 8), small.schedule().leftOut());
        assertTrue(small.table().contains("deposit 0") && small.table().contains("deposit 1"), small.table());
        assertFalse(small.table().contains("bystander"), small.table());
    }

    /** Without one of the two, the balance is just as wrong. */
    @Test
    void whoIsMissedIsNotLeftOut() {
        assertEquals(Set.of(), smallest(Programs::losesAnUpdate).schedule().leftOut());
        Run several = smallest(simulation -> {
            int[] balance = {0};
            for (int i = 0; i < 4; i++) simulation.submit(new Programs.Deposit(balance));
            simulation.run();
            assertTrue(balance[0] == 4, "something is lost");
        });
        assertEquals(Set.of(), several.schedule().leftOut());
    }

    @Test
    void norIsWhoeverIsMissedBesideATaskThatPolls() {
        Run small = smallest(simulation -> {
            int[] balance = {0};
            int[] done = {0};
            simulation.submit("poller", worker -> done[0] == 2 ? Step.done() : Step.yieldNow());
            for (int i = 0; i < 2; i++) {
                Task<Void> deposit = new Programs.Deposit(balance);
                simulation.submit(worker -> {
                    Step<Void> step = deposit.step(worker);
                    if (step instanceof Step.Done) done[0]++;
                    return step;
                });
            }
            simulation.run();
            assertEquals(2, balance[0]);
        });
        assertTrue(Set.of(1).containsAll(small.schedule().leftOut()), small.table());
    }

    @Test
    void whomSomebodyWaitsForIsNotLeftOut() {
        Run small = smallest(simulation -> {
            int[] balance = {0};
            List<TaskHandle<Void>> handles = new ArrayList<>();
            for (int i = 0; i < 2; i++) handles.add(simulation.submit(new Programs.Deposit(balance)));
            handles.add(simulation.submit("joined", Programs.yielding(3)));
            simulation.submit("free", Programs.yielding(3));
            for (TaskHandle<Void> handle : handles) handle.join();
            assertEquals(2, balance[0]);
        });
        assertEquals(1, small.schedule().leftOut().size(), small.table());
        assertTrue(small.table().contains("joined"), small.table());
        assertFalse(small.table().contains("free"), small.table());
    }

    @Test
    void aScheduleWithoutThemReplaysExactly() throws Exception {
        Simulation simulation = Simulation.of(Programs::losesAnUpdateInACrowd).workers(2);
        Run small = smallest(simulation);
        assertFalse(small.schedule().leftOut().isEmpty());
        Schedule read = Schedule.parse(small.schedule().toString());
        Run again = simulation.replay(read);
        assertEquals(small.schedule(), again.schedule());
        assertEquals(small.traceHash(), again.traceHash());
        assertEquals(small.table(), again.table());
        assertTrue(Symptom.of(small).isShownBy(again));

        SimulationScheduler alone = SimulationScheduler.builder()
                .seed(read.seed())
                .workers(2)
                .policy(Policy.replay(read))
                .build();
        assertThrows(AssertionError.class, () -> Programs.losesAnUpdateInACrowd(alone));
        assertEquals(read, alone.schedule());
        alone.close(); // ends those that have not run, too
        assertTrue(alone.isTerminated());
    }

    @Test
    void theyAreCancelledWhenTheProgramCloses() {
        AtomicInteger cancelled = new AtomicInteger();
        Run small = smallest(simulation -> {
            cancelled.set(0);
            int[] balance = {0};
            try (simulation) {
                for (int i = 0; i < 2; i++) simulation.submit(new Programs.Deposit(balance));
                for (int i = 0; i < 3; i++) simulation.submit(new Bystander(cancelled));
            }
            assertEquals(2, balance[0]);
        });
        assertEquals(3, small.schedule().leftOut().size());
        assertEquals(3, cancelled.get());
        assertEquals(4, small.schedule().steps());
    }

    private record Bystander(AtomicInteger cancelled) implements Task<Void> {
        @Override
        public Step<Void> step(Worker worker) {
            return Step.done();
        }

        @Override
        public Step<?> onCancel(Worker worker) {
            cancelled.incrementAndGet();
            return Step.done();
        }
    }

    @Test
    void whereNoOrderMattersNobodyIsMissed() {
        Run small = smallest(simulation -> {
            for (int i = 0; i < 10; i++) simulation.submit(Programs.yielding(i));
            simulation.submit("wrong", Task.call(() -> Integer.parseInt("one")));
        });
        assertEquals(1, small.schedule().steps());
        assertEquals(10, small.schedule().leftOut().size());
    }

    @Test
    void whereNoOrderGoesWellAndTheirOrderMattersNobodyIsLeftOut() {
        Simulation simulation = Simulation.of(it -> {
            int[] balance = {0};
            for (int i = 0; i < 2; i++) it.submit(new Programs.Deposit(balance));
            it.run();
            assertEquals(3, balance[0]); // 2 at best
        });
        Run lost = LongStream.range(0, 100)
                .mapToObj(simulation::run)
                .filter(run -> run.failure().orElseThrow().getMessage().contains("was: <1>"))
                .findFirst()
                .orElseThrow();
        assertEquals(Set.of(), simulation.shrink(lost).schedule().leftOut());
    }

    @Test
    void ofADeadlockOnlyThoseInTheCircleAreLeft() {
        Run small = smallest(simulation -> {
            for (int i = 0; i < 5; i++) simulation.submit("bystander " + i, Programs.yielding(i));
            Programs.dines(simulation);
        });
        assertInstanceOf(DeadlockError.class, small.failure().orElseThrow());
        assertEquals(2, small.schedule().tasks(), small.table());
    }
}
