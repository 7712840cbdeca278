package dev.secretariat.tck.broken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.secretariat.FailureHandler;
import dev.secretariat.Scheduler;
import dev.secretariat.Ticker;
import dev.secretariat.tck.Feature;
import dev.secretariat.tck.SchedulerTck;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** The kit catches what it is meant to catch, names the rule, and ends. */
class BrokenSchedulersTest {
    /** Run by the engine below alone: without a name that Surefire looks for. */
    static class UnderTest extends SchedulerTck {
        /** Of the run in progress, whose tests are run on its thread. */
        private static volatile Broken broken = Broken.LOSES_A_WAKE_FROM_INSIDE_A_STEP;

        @Override
        protected Scheduler create(Ticker ticker, FailureHandler failures) {
            return broken.create(ticker, failures);
        }

        /** What is left keeps a run that fails everywhere short. */
        @Override
        protected Set<Feature> features() {
            return EnumSet.of(Feature.FAIRNESS, Feature.FOREIGN_THREADS);
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

    private static Events run(Class<?> kit) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(kit))
                .execute()
                .testEvents();
    }

    private static List<String> failures(Events events) {
        return events.failed().stream().map(BrokenSchedulersTest::message).toList();
    }

    private static String message(Event failed) {
        String test = failed.getTestDescriptor().getDisplayName();
        Throwable thrown = failed.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow();
        return test + ": " + thrown.getMessage();
    }

    @ParameterizedTest
    @EnumSource
    void aBrokenSchedulerFailsATestOfTheRuleThatItBreaks(Broken broken) {
        UnderTest.broken = broken;
        List<String> failures = failures(run(UnderTest.class));
        String test = "required_" + broken.rule + "_";
        String message = "Rule " + broken.rule + ": " + broken.rule.sentence();
        assertTrue(
                failures.stream().anyMatch(failure -> failure.startsWith(test) && failure.contains(message)),
                () -> "no test of " + broken.rule + " has failed, but " + failures);
    }

    @Test
    void theSoundSchedulerThatTheyAreMadeFromFailsNone() {
        for (Class<?> control : List.of(ControlOfOneThread.class, ControlOfTwoThreads.class)) {
            Events events = run(control);
            assertEquals(List.of(), failures(events));
            assertTrue(
                    events.succeeded().count() > 60,
                    "so many passed: " + events.succeeded().count());
        }
    }
}
