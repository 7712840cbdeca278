package dev.secretariat.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Task;
import dev.secretariat.sync.Shared;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** {@link Simulation#survey} and {@link Simulation#cover}. */
class SurveyTest {
    /** Fails in three ways, by what it chooses. */
    private static void failsInThreeWays(SimulationScheduler simulation) {
        switch (simulation.choose(10)) {
            case 0 -> throw new IllegalStateException("one");
            case 1, 2 -> throw new IllegalStateException("two");
            case 3 ->
                simulation.submit(Task.run(() -> {
                    throw new AssertionError("of a task");
                }));
            default -> {}
        }
    }

    @Test
    void eachKindOfFailureIsToldOnce() {
        Simulation simulation = Simulation.of(SurveyTest::failsInThreeWays);
        List<String> told = null;
        for (int threads : new int[] {1, 3}) {
            Survey survey = simulation.survey(0, 1_000, threads, text -> {});
            assertEquals(3, survey.findings().size(), survey.toString());
            long failing = LongStream.range(0, 1_000)
                    .filter(seed -> simulation.run(seed).hasFailed())
                    .count();
            assertEquals(
                    failing,
                    survey.findings().stream().mapToLong(Survey.Finding::runs).sum());
            List<String> lines = survey.toString().lines().toList();
            if (told != null) assertEquals(told, lines);
            told = lines;
        }
        assertTrue(told.get(0).matches("\\d+ of 1,000 runs: seed \\d+ fails: .*"), told.toString());
    }

    @Test
    void aSurveyWithoutFailuresSaysSo() {
        assertEquals(
                "1,000 runs, no failure",
                Simulation.of(simulation -> {}).survey(0, 1_000, 2, text -> {}).toString());
    }

    @Test
    void coverageCountsWhatDiffers() {
        Simulation simulation = Simulation.of(it -> {
            Shared<Integer> shared = new Shared<>(0);
            for (int i = 1; i <= 3; i++) {
                int mine = i;
                it.submit(Task.run(() -> shared.set(mine)));
            }
            it.submit(Task.run(() -> {}));
        });
        Coverage coverage = simulation.cover(0, 500);
        assertEquals(6, coverage.partialOrders(), coverage.toString()); // of three that write
        assertEquals(6, coverage.pairs(), coverage.toString());
        assertTrue(
                coverage.newestOrder() < 100 && coverage.newestPair() <= coverage.newestOrder(), coverage.toString());
        assertEquals(500, simulation.policy(Policy.pos()).cover(0, 500).runs());
    }

    @Test
    void coverageTellsOfAFailure() {
        assertThrows(
                SimulationFailure.class,
                () -> Simulation.of(SurveyTest::failsInThreeWays).cover(0, 1_000));
    }
}
