package dev.secretariat.examples.flaky;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.simulation.DeadlockError;
import dev.secretariat.simulation.Policy;
import dev.secretariat.simulation.Run;
import dev.secretariat.simulation.Simulation;
import dev.secretariat.simulation.SimulationFailure;
import dev.secretariat.simulation.SimulationScheduler;
import dev.secretariat.testkit.Search;
import dev.secretariat.testkit.SimulationTest;
import org.junit.jupiter.api.Test;

class FlakyTest {
    private static SimulationFailure find(Simulation simulation) {
        return assertThrows(SimulationFailure.class, () -> simulation.check(100));
    }

    @Test
    void theLostUpdateIsFoundWithinAHundredSeedsAndTakesTwoTransfers() {
        for (Policy policy : new Policy[] {Policy.random(), Policy.pct(2, 6)}) {
            SimulationFailure failure =
                    find(Simulation.of(FlakyPrograms::transfers).policy(policy));
            assertEquals(2, failure.smallest().schedule().tasks(), failure.getMessage());
            assertEquals(2, failure.smallest().schedule().switches(), failure.getMessage());
        }
    }

    @Test
    void theDeadlockIsFoundWithinAHundredSeedsAndTellsTheCircle() {
        DeadlockError deadlock = assertInstanceOf(
                DeadlockError.class, find(Simulation.of(FlakyPrograms::lunch)).getCause());
        String message = deadlock.getMessage();
        assertTrue(message.contains("'Ada' waits for fork 2, held by 'Barbara'"), message);
        assertTrue(message.contains("in a circle: 'Ada' -> 'Barbara' -> 'Grace' -> 'Ada'"), message);
    }

    /** Each wait of a fiber is a step's end, so the same seed does the same. */
    private static void requireSame(Simulation.Program inSteps, Simulation.Program straight) {
        Simulation steps = Simulation.of(inSteps).workers(2);
        Simulation fibers = Simulation.of(straight).workers(2);
        int failed = 0;
        for (int seed = 0; seed < 100; seed++) {
            Run run = steps.run(seed);
            Run twin = fibers.run(seed);
            assertEquals(run.schedule(), twin.schedule(), "seed " + seed);
            assertEquals(run.hasFailed(), twin.hasFailed(), "seed " + seed);
            if (run.hasFailed()) failed++;
        }
        assertTrue(failed > 0);
    }

    @Test
    void inAStraightLineTheSameSeedsFindTheLostUpdate() {
        requireSame(FlakyPrograms::transfers, FlakyPrograms::straightTransfers);
        SimulationFailure failure = find(Simulation.of(FlakyPrograms::straightTransfers));
        assertEquals(2, failure.smallest().schedule().tasks(), failure.getMessage());
        assertEquals(2, failure.smallest().schedule().switches(), failure.getMessage());
    }

    @Test
    void inAStraightLineTheSameSeedsFindTheDeadlock() {
        requireSame(FlakyPrograms::lunch, FlakyPrograms::straightLunch);
        SimulationFailure failure = find(Simulation.of(FlakyPrograms::straightLunch));
        String message =
                assertInstanceOf(DeadlockError.class, failure.getCause()).getMessage();
        assertTrue(message.contains("in a circle: 'Ada' -> 'Barbara' -> 'Grace' -> 'Ada'"), message);
    }

    @SimulationTest(workers = 2)
    void straightLockedTransfersLoseNothing(SimulationScheduler simulation) {
        FlakyPrograms.straightLockedTransfers(simulation);
    }

    @SimulationTest(seeds = 100_000, search = Search.EXHAUSTIVE, preemptions = 2)
    void aStraightPoliteLunchEnds(SimulationScheduler simulation) {
        FlakyPrograms.straightPoliteLunch(simulation);
    }

    @SimulationTest(workers = 2)
    void lockedTransfersLoseNothing(SimulationScheduler simulation) {
        FlakyPrograms.lockedTransfers(simulation);
    }

    @SimulationTest(seeds = 100_000, search = Search.EXHAUSTIVE, preemptions = 2)
    void aPoliteLunchEnds(SimulationScheduler simulation) {
        FlakyPrograms.politeLunch(simulation);
    }
}
