package dev.secretariat.tck.broken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.secretariat.FailureHandler;
import dev.secretariat.Scheduler;
import dev.secretariat.Ticker;
import dev.secretariat.tck.Feature;
import dev.secretariat.tck.Rule;
import dev.secretariat.tck.SchedulerTck;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.MethodSelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** The kit catches what it is meant to catch, names the rule, and ends. */
class BrokenSchedulersTest {
    /** The most runs: some mistakes need luck, or a compiler that has come so far, to show. */
    private static final int RUNS = 20;

    /** Run by the engine below alone: without a name that Surefire looks for. */
    static class Subject extends SchedulerTck {
        /** Of the run in progress, whose tests are run on its thread. */
        private static volatile Broken broken = Broken.LOSES_A_WAKE_FROM_INSIDE_A_STEP;

        @Override
        protected Scheduler create(Ticker ticker, FailureHandler failures) {
            return broken.create(ticker, failures);
        }

        /** Without forks, so that it is seen what is skipped. */
        @Override
        protected Set<Feature> features() {
            return EnumSet.complementOf(EnumSet.of(Feature.FORKS));
        }

        @Override
        protected Duration patience() {
            return Duration.ofMillis(300);
        }
    }

    static class ControlOfOneThread extends SchedulerTck {
        @Override
        protected Scheduler create(Ticker ticker, FailureHandler failures) {
            return new SoundScheduler(1, ticker, failures);
        }
    }

    static class ControlOfTwoThreads extends SchedulerTck {
        @Override
        protected Scheduler create(Ticker ticker, FailureHandler failures) {
            return new SoundScheduler(2, ticker, failures);
        }
    }

    private static Events run(List<? extends DiscoverySelector> selectors) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectors.toArray(new DiscoverySelector[0]))
                .execute()
                .testEvents();
    }

    /** The tests of one rule. */
    private static List<MethodSelector> testsOf(Rule rule) {
        return Arrays.stream(SchedulerTck.class.getMethods())
                .filter(method -> method.getName().startsWith("required_" + rule + "_"))
                .map(method -> selectMethod(Subject.class, method))
                .toList();
    }

    private static List<String> failures(Events events) {
        return events.failed().stream().map(BrokenSchedulersTest::message).toList();
    }

    private static String message(Event event) {
        String test = event.getTestDescriptor().getDisplayName();
        Throwable thrown = event.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow();
        return test + ": " + thrown.getMessage();
    }

    @ParameterizedTest
    @EnumSource
    void aBrokenSchedulerFailsATestOfTheRuleThatItBreaks(Broken broken) {
        Subject.broken = broken;
        List<String> failures = List.of();
        for (int run = 0; run < RUNS && failures.isEmpty(); run++) {
            // Other rules may be broken by that: whoever ends a task twice, on two threads, has miscounted, and never
            // closes.
            failures = failures(run(testsOf(broken.rule))).stream()
                    .filter(failure -> failure.contains("Rule " + broken.rule + ": "))
                    .toList();
        }
        assertFalse(failures.isEmpty(), "no test has failed by " + broken.rule);
        for (String failure : failures) {
            assertTrue(failure.contains("Rule " + broken.rule + ": " + broken.rule.sentence()), failure);
            assertTrue(failure.contains("seen: ") && failure.contains("look: " + broken.rule.hint()), failure);
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {ControlOfOneThread.class, ControlOfTwoThreads.class})
    void theSoundSchedulerThatTheyAreMadeFromFailsNone(Class<?> control) {
        Events events = run(List.of(selectClass(control)));
        assertEquals(List.of(), failures(events));
        assertTrue(
                events.succeeded().count() > 80,
                "so many passed: " + events.succeeded().count());
    }

    @Test
    void whatASchedulerDoesNotSupportIsSkippedAndSaysSo() {
        Subject.broken = Broken.LETS_A_STEP_BLOCK_IN_JOIN;
        Events events = run(testsOf(Rule.F1));
        assertEquals(0, events.succeeded().count() + events.failed().count());
        assertTrue(events.aborted().count() > 0);
        events.aborted().stream()
                .map(BrokenSchedulersTest::message)
                .forEach(message ->
                        assertTrue(message.contains("this scheduler's features() leave out FORKS"), message));
    }
}
