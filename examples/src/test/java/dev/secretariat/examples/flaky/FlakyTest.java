package dev.secretariat.examples.flaky;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.simulation.DeadlockError;
import dev.secretariat.simulation.Policy;
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

    @SimulationTest(workers = 2)
    void lockedTransfersLoseNothing(SimulationScheduler simulation) {
        FlakyPrograms.lockedTransfers(simulation);
    }

    @SimulationTest(seeds = 100_000, search = Search.EXHAUSTIVE, preemptions = 2)
    void aPoliteLunchEnds(SimulationScheduler simulation) {
        FlakyPrograms.politeLunch(simulation);
    }
}
