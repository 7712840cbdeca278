package dev.secretariat.tck.broken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.secretariat.Awaitable;
import dev.secretariat.Waker;
import dev.secretariat.tck.AwaitableTck;
import dev.secretariat.tck.Rule;
import dev.secretariat.tck.Subject;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** The kit of awaitables catches what it is meant to catch, by the test that is named for it, and ends. */
class BrokenAwaitablesTest {
    /** Run by the engine below alone: without a name that Surefire looks for. */
    static class Broken extends AwaitableTck {
        private static volatile BrokenAwaitable broken = BrokenAwaitable.LOOKS_BEFORE_IT_REMEMBERS;

        @Override
        protected Subject create() {
            return broken.create();
        }

        @Override
        protected Duration patience() {
            return Duration.ofMillis(300);
        }
    }

    static class SoundForAll extends AwaitableTck {
        @Override
        protected Subject create() {
            return new SoundBox().wakingAll();
        }
    }

    static class SoundForOne extends AwaitableTck {
        @Override
        protected Subject create() {
            return new SoundBox().wakingOne();
        }
    }

    /** Sound, though register never says no: who comes too late is woken at once. */
    static class AnswersByAWake extends AwaitableTck {
        @Override
        protected Subject create() {
            Set<Waker> waiting = ConcurrentHashMap.newKeySet();
            AtomicBoolean done = new AtomicBoolean();
            Awaitable awaitable = new Awaitable() {
                @Override
                public boolean register(Waker waker) {
                    waiting.add(Objects.requireNonNull(waker, "waker"));
                    if (done.get() && waiting.remove(waker)) waker.wake();
                    return true;
                }

                @Override
                public void deregister(Waker waker) {
                    waiting.remove(Objects.requireNonNull(waker, "waker"));
                }
            };
            return Subject.wakesAll(awaitable, () -> {
                done.set(true);
                for (Waker waker : List.copyOf(waiting)) {
                    if (waiting.remove(waker)) waker.wake();
                }
            });
        }
    }

    /** Looks first, and asks a probe: the kit steps in between, and needs no luck. */
    static class Probed extends AwaitableTck {
        @Override
        protected Subject create() {
            ProbedBox box = new ProbedBox();
            box.condition = probe(() -> box.full);
            return box.wakingAll();
        }

        @Override
        protected Duration patience() {
            return Duration.ofMillis(300);
        }
    }

    private static Events run(DiscoverySelector selector) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selector)
                .execute()
                .testEvents();
    }

    private static List<String> failures(Events events) {
        return events.failed().stream().map(BrokenAwaitablesTest::message).toList();
    }

    private static String message(Event event) {
        String test = event.getTestDescriptor().getDisplayName();
        Throwable thrown = event.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow();
        return test + ": " + thrown.getMessage();
    }

    private static Events runOne(Class<?> kit, String test) throws NoSuchMethodException {
        Method method = kit.getMethod(test);
        return run(selectMethod(kit, method));
    }

    @ParameterizedTest
    @EnumSource
    void aBrokenAwaitableFailsTheTestThatIsNamedForIt(BrokenAwaitable broken) throws Exception {
        Broken.broken = broken;
        List<String> failures = failures(runOne(Broken.class, broken.test));
        assertEquals(1, failures.size(), broken.test);
        Rule rule = Rule.valueOf(broken.test.split("_", -1)[1]);
        String failure = failures.get(0);
        assertTrue(failure.contains("Rule " + rule + ": " + rule.sentence()), failure);
        assertTrue(failure.contains("seen: ") && failure.contains("look: " + rule.hint()), failure);
    }

    @Test
    void withAProbeTheKitNeedsNoLuck() throws Exception {
        List<String> failures = failures(runOne(Probed.class, "required_A1_anEventInTheMidstOfRegisterIsNotMissed"));
        assertEquals(1, failures.size());
        assertTrue(failures.get(0).contains("at point 2"), failures.get(0));
    }

    @Test
    void withoutOneItSaysWhatItLeavesOut() throws Exception {
        Broken.broken = BrokenAwaitable.FORGETS_ALL_BUT_ONE;
        Events events = runOne(Broken.class, "required_A1_anEventInTheMidstOfRegisterIsNotMissed");
        assertEquals(1, events.aborted().count());
        assertTrue(message(events.aborted().list().get(0)).contains("see probe()"));
    }

    @Test
    void oneThatAnswersByAWakeKeepsTheRules() throws Exception {
        for (String test : List.of(
                "required_A1_anEventBesideRegisterIsNotMissed", "required_A6_whatWasDoneBeforeTheEventIsSeen")) {
            assertEquals(List.of(), failures(runOne(AnswersByAWake.class, test)));
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {SoundForAll.class, SoundForOne.class})
    void theSoundOneThatTheyAreMadeFromFailsNone(Class<?> control) {
        Events events = run(selectClass(control));
        assertEquals(List.of(), failures(events));
        assertTrue(
                events.succeeded().count() >= 17,
                "so many passed: " + events.succeeded().count());
    }
}
