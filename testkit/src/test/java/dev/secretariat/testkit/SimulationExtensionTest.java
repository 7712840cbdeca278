package dev.secretariat.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

class SimulationExtensionTest {
    @TempDir
    Path reports;

    private EngineExecutionResults run(DiscoverySelector selector, Map<String, String> parameters) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selector)
                .configurationParameter("secretariat.reports", reports.toString())
                .configurationParameters(parameters)
                .execute();
    }

    private String failure(Class<?> type, String method, Map<String, String> parameters) {
        EngineExecutionResults results = run(selectMethod(type, methodOf(type, method)), parameters);
        Event failed = results.testEvents().failed().stream().findFirst().orElseThrow();
        return failed.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow()
                .toString();
    }

    private static Method methodOf(Class<?> type, String name) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(it -> it.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String failure(Class<?> type, String method) {
        return failure(type, method, Map.of());
    }

    /** Runs from which a search learns. */
    private static final int LESSONS = 4;

    @Test
    void aTestThatIsRightRunsForEachSeedAndIsSetUpOnce() {
        Samples.Right.RUNS.set(0);
        Samples.Right.SETUPS.set(0);
        run(selectClass(Samples.Right.class), Map.of())
                .testEvents()
                .assertStatistics(it -> it.started(1).succeeded(1));
        assertEquals(50 + LESSONS, Samples.Right.RUNS.get());
        assertEquals(1, Samples.Right.SETUPS.get());
    }

    @Test
    void aFailureTellsHowToRepeatIt() throws IOException {
        String message = failure(Samples.Wrong.class, "losesAnUpdate");
        String seed = group(message, "-Dsecretariat\\.seed=(-?\\d+)");
        String schedule = group(message, "-Dsecretariat\\.schedule=(\\S+)");
        assertTrue(message.contains("mvn test -Dtest='Samples$Wrong#losesAnUpdate' -D"), message);
        assertTrue(message.contains("deposit 1"), message);

        String again = failure(Samples.Wrong.class, "losesAnUpdate", Map.of("secretariat.seed", seed));
        assertEquals(message, again);
        String replayed = failure(Samples.Wrong.class, "losesAnUpdate", Map.of("secretariat.schedule", schedule));
        assertTrue(replayed.contains("-Dsecretariat.schedule=" + schedule), replayed);

        String page = Files.readString(reports.resolve(Samples.Wrong.class.getName() + ".losesAnUpdate.html"));
        assertTrue(page.contains("<svg") && page.contains("deposit 1") && page.contains(schedule), page);
    }

    private static String group(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertTrue(matcher.find(), text);
        return matcher.group(1);
    }

    @Test
    void eachSearchFindsTheLostUpdate() {
        for (String method : new String[] {"losesAnUpdateByPriorities", "losesAnUpdateInSomeOrder"}) {
            String message = failure(Samples.Wrong.class, method);
            assertTrue(message.contains("expected: <2> but was: <1>"), message);
            assertTrue(message.contains("It takes 2 switches in 4 steps"), message);
        }
    }

    @Test
    void anExhaustiveSearchThatIsCutOffFails() {
        String message = failure(Samples.TooManyOrders.class, "sees");
        assertTrue(message.contains("more than 10 orders with at most 20 preemptions"), message);
    }

    @Test
    void anExhaustiveSearchSaysWhatItHasTried() {
        assertEquals("all 2 orders with at most 2 preemptions", explored("inEveryOrder"));
        String told = explored("butWithTheSameRandomNumbers");
        assertTrue(told.contains("; not tried: other random numbers, of which a run drew up to "), told);
    }

    private String explored(String method) {
        return run(selectMethod(Samples.Explored.class, methodOf(Samples.Explored.class, method)), Map.of())
                .testEvents()
                .reportingEntryPublished()
                .stream()
                .map(event -> event.getRequiredPayload(ReportEntry.class).getKeyValuePairs())
                .map(entry -> entry.get("explored"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void faultsAreInjected() {
        String message = failure(Samples.Faulty.class, "assumesThatTimersAreExact");
        assertTrue(message.contains("seed 0 fails"), message);
    }

    @Test
    void realSchedulersAreComparedWithTheSimulation() {
        run(selectMethod(Samples.Compared.class, methodOf(Samples.Compared.class, "agrees")), Map.of())
                .testEvents()
                .assertStatistics(it -> it.succeeded(1));
        String message = failure(Samples.Compared.class, "differs");
        assertTrue(message.contains("on a real scheduler, a parallel one,") && message.contains("[parallel]"), message);
        String refused = failure(Samples.Compared.class, "wantsASimulation");
        assertTrue(refused.contains("must take a Scheduler"), refused);
        String negative = failure(Samples.Compared.class, "runsLessThanNever");
        assertTrue(negative.contains("realRuns is negative: -1"), negative);
    }

    @Test
    void badSeedsAndSchedulesAreRefused() {
        String seed = failure(Samples.Wrong.class, "losesAnUpdate", Map.of("secretariat.seed", "soon"));
        assertTrue(seed.contains("secretariat.seed is not a number: 'soon'"), seed);
        String schedule = failure(Samples.Wrong.class, "losesAnUpdate", Map.of("secretariat.schedule", "17;1"));
        assertTrue(schedule.contains("not a schedule") && schedule.contains("17;1"), schedule);
    }

    @Test
    void theAnnotationCanBePartOfAnotherOneAndOfAnotherClass() {
        Samples.Base.RUNS.set(0);
        run(selectClass(Samples.Derived.class), Map.of())
                .testEvents()
                .assertStatistics(it -> it.started(2).succeeded(2));
        assertEquals(3 + LESSONS + 2 + LESSONS, Samples.Base.RUNS.get());
    }

    @Test
    void anAssumptionThatHoldsInNoRunAbortsTheTest() {
        run(selectMethod(Samples.Assuming.class, methodOf(Samples.Assuming.class, "never")), Map.of())
                .testEvents()
                .assertStatistics(it -> it.aborted(1).failed(0));
        String message = failure(Samples.Assuming.class, "sometimes");
        assertTrue(message.contains("seed 3 fails: ") && message.contains("expected: <1> but was: <3>"), message);
    }

    @Test
    void onlyTheTestItselfIsGivenASimulation() {
        String message = failure(Samples.Misused.Before.class, "test");
        assertTrue(message.contains("No ParameterResolver registered for parameter"), message);
        EngineExecutionResults results = run(selectClass(Samples.Misused.WithoutScheduler.class), Map.of());
        Event failed = results.containerEvents().failed().stream().findFirst().orElseThrow();
        String refused = failed.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow()
                .toString();
        assertTrue(refused.contains("a parameter of type SimulationScheduler or Scheduler"), refused);
    }

    @Test
    void anExhaustiveSearchIsNotRepeatedBySeed() {
        String message = failure(Samples.Wrong.class, "losesAnUpdateInSomeOrder");
        assertFalse(message.contains("-Dsecretariat.seed"), message);
        String again = failure(Samples.Wrong.class, "losesAnUpdateInSomeOrder", Map.of("secretariat.seed", "99"));
        assertEquals(message, again);
    }

    @Test
    void testsOfTheSameNameAreDrawnInFilesOfTheirOwn() throws IOException {
        failure(Samples.Wrong.class, "losesAnUpdate");
        failure(Samples.Other.Wrong.class, "losesAnUpdate");
        try (Stream<Path> files = Files.list(reports)) {
            assertEquals(2, files.count());
        }
        assertEquals("a.B$C.d", FailureReport.fileName("a.B$C.d"));
        assertTrue(FailureReport.fileName("a.B.all: is/well?").matches("a\\.B\\.all__is_well_-[0-9a-f]+"));
        assertTrue(FailureReport.fileName("x".repeat(1000)).length() < 200);
    }

    @Test
    void aFailureIsToldAlsoWhereItCannotBeDrawn() {
        String message =
                failure(Samples.Wrong.class, "losesAnUpdate", Map.of("secretariat.reports", "not a \0 folder"));
        assertTrue(message.contains("deposit 1") && message.contains("It could not be drawn: "), message);
    }

    @Test
    void aFailureOnARealSchedulerDoesNotWaitForWhatIsLeft() {
        String message = assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> failure(Samples.Different.class, "failsOnRealOnes"));
        assertTrue(message.contains("one driven by its caller") && message.contains("not here"), message);
    }

    @Test
    void whatTasksAddAfterTheMethodHasReturnedCounts() {
        run(
                        selectMethod(
                                Samples.Different.class, methodOf(Samples.Different.class, "addsWhatComesOfItsTasks")),
                        Map.of())
                .testEvents()
                .assertStatistics(it -> it.succeeded(1));
    }

    @Test
    void aScheduleOfAnotherProgramIsToldAsThat() {
        String message = failure(Samples.Wrong.class, "losesAnUpdate", Map.of("secretariat.schedule", "0:1x2,2x9"));
        assertTrue(
                message.contains("DivergedError: the schedule has 11 steps, but the program has ended after 4"),
                message);
    }
}
