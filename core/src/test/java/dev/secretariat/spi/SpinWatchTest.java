package dev.secretariat.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.secretariat.Awaitable;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Waker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** SPEC.md, rule S5: who awaits what holds already, again and again, is named. */
@Timeout(60)
class SpinWatchTest {
    private static final int STEPS = 10 * SpinWatch.MANY;

    /** Of a task that nobody names, which has to end, too. */
    private static final int PATIENCE = 1_000 * SpinWatch.MANY;

    private final Promise<Integer> here = new Promise<>();

    SpinWatchTest() {
        here.succeed(1);
    }

    @BeforeAll
    static void warningsAreLogged() {
        assumeTrue(LoggerFactory.getLogger(SchedulerBase.class).isWarnEnabled(), "what is looked at here is the log");
    }

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    private String logged() {
        return log.toString(StandardCharsets.UTF_8);
    }

    /** What is logged while tasks run to their end. */
    private String logged(Driven driven, List<Task<Void>> tasks) {
        PrintStream before = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try (SchedulerBase scheduler = driven.start()) {
            for (int i = 0; i < tasks.size(); i++) scheduler.submit("spinner " + i, tasks.get(i));
        } finally {
            System.setErr(before);
        }
        return logged();
    }

    /** Spins until it is named, and then as long again; or, if it is not, for long. */
    private Task<Void> untilNamed(int number, Callable<Step<Void>> step) {
        int[] steps = {0};
        int[] end = {PATIENCE};
        return worker -> {
            steps[0]++;
            boolean look = steps[0] % SpinWatch.MANY == 0 && end[0] == PATIENCE;
            if (look && count(logged(), "task 'spinner " + number + "' awaits") > 0) end[0] = 2 * steps[0];
            return steps[0] >= end[0] ? Step.done() : step.call();
        };
    }

    private static Task<Void> times(int steps, Callable<Step<Void>> step) {
        int[] left = {steps};
        return worker -> --left[0] < 0 ? Step.done() : step.call();
    }

    private static int count(String text, String part) {
        return (int)
                Pattern.compile(Pattern.quote(part)).matcher(text).results().count();
    }

    @ParameterizedTest
    @EnumSource
    void required_S5_whoAwaitsWhatHoldsForEverIsNamedOnce(Driven driven) {
        Promise<Integer> never = new Promise<>();
        String text = logged(
                driven,
                List.of(
                        untilNamed(0, () -> Step.await(here)),
                        untilNamed(1, () -> Step.awaitAny(never, here)),
                        times(100, Step::yieldNow)));
        assertEquals(1, count(text, "task 'spinner 0' awaits promise"), text);
        assertEquals(1, count(text, "task 'spinner 1' awaits promise"), text);
        assertEquals(2, count(text, "again and again"), text);
    }

    @ParameterizedTest
    @EnumSource
    void whoAwaitsEachThingOnceOrWhatMayHoldNoMoreIsNot(Driven driven) {
        Awaitable readable = new Awaitable() {
            @Override
            public boolean register(Waker waker) {
                return false;
            }

            @Override
            public void deregister(Waker waker) {}
        };
        String text = logged(driven, List.of(times(STEPS, () -> Step.await(readable)), times(STEPS, () -> {
            Promise<Integer> another = new Promise<>();
            another.succeed(1);
            return Step.await(another);
        })));
        assertEquals("", text);
    }

    /** The first to await is the first to be suspected. */
    @ParameterizedTest
    @EnumSource
    void whoAwaitsOnceAndGoesHidesNobodyWhoSpins(Driven driven) {
        String text = logged(driven, List.of(times(1, () -> Step.await(here)), untilNamed(1, () -> Step.await(here))));
        assertEquals(1, count(text, "task 'spinner 1' awaits promise"), text);
        assertEquals(1, count(text, "again and again"), text);
    }

    @ParameterizedTest
    @EnumSource
    void manyWhoSpinAreNamedEach(Driven driven) {
        List<Task<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Promise<Integer> mine = new Promise<>();
            mine.succeed(i);
            tasks.add(untilNamed(i, () -> Step.await(mine)));
        }
        String text = logged(driven, tasks);
        for (int i = 0; i < 5; i++) {
            assertEquals(1, count(text, "task 'spinner " + i + "' awaits"), text);
        }
    }
}
