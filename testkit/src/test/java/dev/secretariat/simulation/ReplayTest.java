package dev.secretariat.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A schedule replays its run exactly, or diverges (M2). */
class ReplayTest {
    /** Each of two tasks takes a second of a worker's time. */
    private static void busy(SimulationScheduler simulation) {
        for (int i = 0; i < 2; i++) simulation.submit(Cost.each(Duration.ofSeconds(1), Programs.yielding(0)));
    }

    private static String divergence(Simulation simulation, String schedule) {
        Run run = simulation.replay(Schedule.parse(schedule));
        return assertInstanceOf(DivergedError.class, run.failure().orElseThrow())
                .getMessage();
    }

    @Test
    void aWorkerThatThereIsNotDiverges() {
        String message = divergence(Simulation.of(it -> it.submit(Programs.yielding(0))), "0:1@5");
        assertTrue(message.contains("step 1 of the schedule is worker 5's, which is not idle; idle are 0"), message);
    }

    @Test
    void aWorkerThatIsBusyDivergesAlsoWhereOnlyOneIsIdle() {
        Simulation simulation = Simulation.of(ReplayTest::busy).workers(2);
        assertEquals(
                "0:1@1,2",
                simulation.replay(Schedule.parse("0:1@1,2")).schedule().toString());
        String message = divergence(simulation, "0:1@1,2@1");
        assertTrue(message.contains("step 2 of the schedule is worker 1's, which is not idle; idle are 0"), message);
    }

    @Test
    void aReplayByPolicyAloneDivergesToo() {
        SimulationScheduler simulation = SimulationScheduler.builder()
                .policy(Policy.replay(Schedule.parse("0:1@2")))
                .build();
        simulation.submit(Programs.yielding(0));
        assertThrows(DivergedError.class, simulation::run);
        assertThrows(DivergedError.class, simulation::run, "and goes on with no other step");
        simulation.shutdownNow();
    }

    @Test
    void aChooserIsAskedForAWorkerAlsoWhereThereIsOne() {
        List<Integer> asked = new ArrayList<>();
        Policy policy = seed -> new Chooser() {
            @Override
            public int task(ReadyTasks ready) {
                return 0;
            }

            @Override
            public int worker(int[] idle) {
                asked.add(idle.length);
                idle[0] = 99; // its own
                return 0;
            }
        };
        assertEquals(
                "0:1x3",
                Simulation.of(it -> it.submit(Programs.yielding(2)))
                        .policy(policy)
                        .run(0)
                        .schedule()
                        .toString());
        assertEquals(List.of(1, 1, 1), asked);
    }
}
