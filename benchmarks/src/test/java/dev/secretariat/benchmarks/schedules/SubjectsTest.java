package dev.secretariat.benchmarks.schedules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.simulation.Exploration;
import dev.secretariat.simulation.Policy;
import dev.secretariat.simulation.Run;
import dev.secretariat.simulation.Simulation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SubjectsTest {
    /** Those with a hundred threads take many schedules, of a thousand steps each. */
    private static final Set<String> LARGE = Set.of("reorder_50", "twostage_50", "twostage_100");

    static Stream<Subject> all() {
        return Subjects.all().stream();
    }

    static Stream<Subject> small() {
        return all().filter(subject -> !LARGE.contains(subject.name()));
    }

    @ParameterizedTest
    @MethodSource("small")
    void thePortfolioFindsTheBug(Subject subject) {
        Trials trials = Trials.of(subject, Policy.portfolio(), 1, 1_000);
        assertEquals(1, trials.found(), subject.name());
    }

    /** Neither wrong in itself nor by the searches, none of which invents an order that cannot be. */
    @ParameterizedTest
    @MethodSource("small")
    void theCorrectedProgramIsClean(Subject subject) {
        subject.correctedSimulation().policy(Policy.portfolio()).check(200);
    }

    @ParameterizedTest
    @MethodSource("all")
    void theLargeOnesAreCleanToo(Subject subject) {
        subject.correctedSimulation().policy(Policy.portfolio()).check(16);
    }

    /** What fails is the program's own claim, or that it waits for ever. */
    @ParameterizedTest
    @MethodSource("small")
    void itFailsByWhatItIsAbout(Subject subject) {
        Simulation simulation = subject.simulation().policy(Policy.portfolio());
        for (int seed = 0; seed < 1_000; seed++) {
            Run run = simulation.run(seed);
            if (!run.hasFailed()) continue;
            String failure = run.failure().orElseThrow().toString();
            boolean isClaim = failure.contains("it does not hold that");
            assertTrue(isClaim || failure.contains("Deadlock"), failure);
            return;
        }
    }

    @Test
    void theNamesAreDistinct() {
        List<String> names = all().map(Subject::name).toList();
        assertEquals(names.size(), new HashSet<>(names).size());
        assertTrue(names.size() >= 24);
    }

    @Test
    void aTrialBeginsAnew() {
        Subject subject = Deadlocks.deadlock01();
        Trials one = Trials.of(subject, Policy.random(), 10, 1_000);
        assertEquals(10, one.found());
        assertEquals(one, Trials.of(subject, Policy.random(), 10, 1_000));
        assertTrue(new HashSet<>(one.schedules()).size() > 1, one.toString());
    }

    @Test
    void whatIsNotFoundIsGivenUp() {
        Subject never = new Subject("never", threads -> {}, threads -> {});
        Trials trials = Trials.of(never, Policy.random(), 20, 5);
        assertEquals(List.of(6, 6, 6), trials.schedules());
        assertTrue(trials.median().isEmpty());
        assertEquals("- (0/3)", trials.text());
    }

    @Test
    void theMedianCountsThoseThatHaveNotFoundIt() {
        assertEquals("4 (3/5)", new Trials(List.of(11, 2, 4, 11, 3), 10).text());
        assertEquals("2.5", new Trials(List.of(2, 3), 10).text());
        assertFalse(new Trials(List.of(11, 11, 11, 1), 10).median().isPresent());
    }

    @Test
    void allPartialOrdersOfACorrectedProgramAreTried() {
        Exploration all = Deadlocks.deadlock01().correctedSimulation().explorePartialOrders(1_000);
        assertTrue(all.isComplete(), all::toString);
    }

    @Test
    void publishedFiguresAreOfThesePrograms() {
        Set<String> names = new HashSet<>(all().map(Subject::name).toList());
        List<Published> published = Published.all();
        assertTrue(published.size() > 200);
        published.forEach(figure -> assertTrue(names.contains(figure.subject()), figure.toString()));
        assertEquals("53", Published.of(published, "bluetooth_driver", "surw", "SURW"));
        assertEquals("-", Published.of(published, "reorder_20", "surw", "POS"));
        assertEquals("", Published.of(published, "phase01", "surw", "POS"));
    }
}
