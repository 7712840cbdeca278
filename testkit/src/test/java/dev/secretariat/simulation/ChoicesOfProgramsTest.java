package dev.secretariat.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.sync.Shared;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@link SimulationScheduler#choose}. */
class ChoicesOfProgramsTest {
    /** Fails if three calls answer 2, 0 and 1. */
    private static void threeAnswers(SimulationScheduler simulation) {
        List<Integer> answers = new ArrayList<>();
        simulation.submit("caller", worker -> {
            answers.add(simulation.choose(3));
            return answers.size() < 3 ? Step.yieldNow() : Step.done();
        });
        simulation.run();
        if (answers.equals(List.of(2, 0, 1))) throw new AssertionError("answers " + answers);
    }

    @Test
    void aSweepTriesThem() {
        SimulationFailure failure = assertThrows(
                SimulationFailure.class,
                () -> Simulation.of(ChoicesOfProgramsTest::threeAnswers).check(1_000));
        Schedule schedule = failure.smallest().schedule();
        assertTrue(schedule.toString().endsWith(":1x3?2,0,1"), schedule.toString());
        assertEquals(schedule, Schedule.parse(schedule.toString()));
    }

    @Test
    void anExhaustiveSearchTriesEachOnce() {
        Set<List<Integer>> seen = new HashSet<>();
        Simulation simulation = Simulation.of(it -> {
            List<Integer> answers = new ArrayList<>();
            answers.add(it.choose(2)); // before all steps
            it.submit(Task.run(() -> answers.add(it.choose(3))));
            it.run();
            answers.add(it.choose(2)); // after them
            seen.add(answers);
        });
        assertEquals(12, simulation.explore(0, 100).schedules());
        assertEquals(12, seen.size());
        seen.clear();
        assertEquals(12, simulation.explorePartialOrders(100).schedules());
        assertEquals(12, seen.size());
    }

    /** What a step touches may follow from what it chooses; the orders of each are tried. */
    @Test
    void aReducedSearchKnowsWhatEachChoiceTouches() {
        Set<String> full = new HashSet<>();
        Set<String> reduced = new HashSet<>();
        Exploration all = choosingWhatToWrite(full).explore(Integer.MAX_VALUE, 10_000);
        Exploration some = choosingWhatToWrite(reduced).explorePartialOrders(10_000);
        assertTrue(all.isComplete() && some.isComplete(), all + "; " + some);
        assertEquals(full, reduced);
        assertTrue(some.schedules() < all.schedules(), all + "; " + some);
    }

    private static Simulation choosingWhatToWrite(Set<String> seen) {
        return Simulation.of(simulation -> {
            List<Shared<Integer>> shared = List.of(new Shared<>(0), new Shared<>(0), new Shared<>(0));
            int[] read = {-1, -1};
            for (int i = 1; i <= 2; i++) {
                int writes = i;
                simulation.submit(
                        Task.run(() -> shared.get(simulation.choose(3)).set(writes)));
            }
            simulation.submit(Task.run(() -> read[0] = shared.get(0).get()));
            simulation.submit(Task.run(() -> read[1] = shared.get(1).get()));
            simulation.run();
            seen.add(shared + ", " + read[0] + ", " + read[1]);
        });
    }

    @Test
    void oneAlternativeIsNoChoice() {
        Run run = Simulation.of(simulation -> assertEquals(0, simulation.choose(1)))
                .run(0);
        assertEquals("0:", run.schedule().toString());
    }

    @Test
    void itNeedsAnAlternative() {
        SimulationScheduler simulation = SimulationScheduler.builder().build();
        assertEquals(
                "alternatives is not positive: 0",
                assertThrows(IllegalArgumentException.class, () -> simulation.choose(0))
                        .getMessage());
    }

    @Test
    void aScheduleOfAnotherProgramIsFound() {
        Simulation simulation = Simulation.of(ChoicesOfProgramsTest::threeAnswers);
        Throwable few = simulation.replay(Schedule.parse("0:1x3?1,1")).failure().orElseThrow();
        assertTrue(few instanceof DivergedError && few.getMessage().contains("more than the 2 times"), few.toString());
        Throwable high =
                simulation.replay(Schedule.parse("0:1x3?1,7,1")).failure().orElseThrow();
        assertTrue(high instanceof DivergedError && high.getMessage().contains("alternative 7"), high.toString());
    }
}
