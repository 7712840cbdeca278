package dev.secretariat.examples.dining;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Scheduler;
import dev.secretariat.TaskHandle;
import dev.secretariat.parallel.ParallelScheduler;
import dev.secretariat.simulation.DeadlockError;
import dev.secretariat.simulation.Simulation;
import dev.secretariat.simulation.SimulationFailure;
import dev.secretariat.simulation.SimulationScheduler;
import dev.secretariat.testkit.Search;
import dev.secretariat.testkit.SimulationTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same meals by seed and for real. */
@Timeout(120)
class DiningTest {
    private static final Duration MEAL = Duration.ofMinutes(10);

    private static void dine(SimulationScheduler simulation, Manners manners, int places) {
        Table table = new Table(manners, places, MEAL);
        var ignored = table.serve(simulation);
        simulation.run();
        assertTrue(table.isTidy());
    }

    @Test
    void theDeadlockIsFoundAndTheReportNamesWhoHoldsWhat() {
        Simulation leftFirst = Simulation.of(simulation -> new Table(Manners.LEFT_FIRST, 3, MEAL).serve(simulation));
        SimulationFailure failure = assertThrows(SimulationFailure.class, () -> leftFirst.check(100));
        String message =
                assertInstanceOf(DeadlockError.class, failure.getCause()).getMessage();
        assertTrue(message.contains("waits for fork 2, held by 'Barbara'"), message);
        assertTrue(message.contains("waits for fork 3, held by 'Grace'"), message);
        assertTrue(message.contains("waits for fork 1, held by 'Ada'"), message);
        assertTrue(message.contains("in a circle: 'Ada' -> 'Barbara' -> 'Grace' -> 'Ada'"), message);
        assertTrue(leftFirst.replay(failure.smallest().schedule()).hasFailed());
    }

    @SimulationTest(seeds = 100_000, search = Search.EXHAUSTIVE, preemptions = 2)
    void withTheLowerForkFirstAllEatInEachOrder(SimulationScheduler simulation) {
        dine(simulation, Manners.LOWER_FIRST, 3);
    }

    @SimulationTest(seeds = 100_000, search = Search.EXHAUSTIVE, preemptions = 2)
    void withOneSeatFreeAllEatInEachOrder(SimulationScheduler simulation) {
        dine(simulation, Manners.ONE_SEAT_FREE, 3);
    }

    @SimulationTest(seeds = 200, workers = 2)
    void fiveMayDineToo(SimulationScheduler simulation) {
        dine(simulation, simulation.seed() % 2 == 0 ? Manners.LOWER_FIRST : Manners.ONE_SEAT_FREE, 5);
    }

    @ParameterizedTest
    @EnumSource(names = {"LOWER_FIRST", "ONE_SEAT_FREE"})
    void theyDineForReal(Manners manners) throws Exception {
        Table table = new Table(manners, 5, Duration.ZERO);
        try (Scheduler scheduler = ParallelScheduler.builder().workers(2).start()) {
            for (int evening = 0; evening < 500; evening++) {
                for (TaskHandle<Void> meal : table.serve(scheduler)) meal.join();
            }
        }
        assertTrue(table.isTidy());
    }
}
