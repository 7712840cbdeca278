package dev.secretariat.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Step;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is told step by step is short, and its times can be compared at a glance. */
class TableTest {
    /** A table without the space that only aligns it. */
    private static String table(Simulation simulation, String schedule) {
        Run run = simulation.replay(Schedule.parse(schedule));
        return run.table()
                .lines()
                .map(line -> line.strip().replaceAll(" +", " "))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void stepsThatAreAlikeAreOneLine() {
        Simulation simulation = Simulation.of(it -> {
            it.submit("a", Programs.yielding(5));
            it.submit("b", Programs.yielding(1));
        });
        assertEquals("""
                time worker task step what it did
                0 0 1 a 1-3 yields
                0 0 2 b 1 yields
                0 0 1 a 4-5 yields
                0 0 1 a 6 ends
                0 0 2 b 2 ends""", table(simulation, "0:1x3,2,1x3,2"));
    }

    @Test
    void soAreTasksThatTakeTurns() {
        Simulation simulation = Simulation.of(it -> {
            it.submit("a", Programs.yielding(99));
            it.submit("b", Programs.yielding(99));
        });
        String turns = String.join(",", Collections.nCopies(100, "1,2"));
        assertEquals("""
                time worker task step what it did
                0 0 1 a 1 yields
                0 0 2 b 1 yields
                ... the 2 lines above, 98 times more, until 0
                0 0 1 a 100 ends
                0 0 2 b 100 ends""", table(simulation, "0:" + turns));
    }

    @Test
    void turnsThatAreTakenTwiceAreToldInFull() {
        Simulation simulation = Simulation.of(it -> {
            it.submit("a", Programs.yielding(2));
            it.submit("b", Programs.yielding(2));
        });
        assertEquals("""
                time worker task step what it did
                0 0 1 a 1 yields
                0 0 2 b 1 yields
                0 0 1 a 2 yields
                0 0 2 b 2 yields
                0 0 1 a 3 ends
                0 0 2 b 3 ends""", table(simulation, "0:1,2,1,2,1,2"));
    }

    @Test
    void allTimesHaveOneUnitAndAsManyDecimals() {
        Simulation simulation = Simulation.of(it -> {
            int[] step = {0};
            List<Duration> naps = List.of(Duration.ofNanos(500_000), Duration.ofMillis(1), Duration.ofSeconds(90));
            it.submit("sleeper", worker -> step[0] < 3 ? Step.sleep(naps.get(step[0]++)) : Step.done());
        });
        String table = table(simulation, "0:1x4");
        assertEquals("""
                time (s) worker task step what it did
                0.0000 0 1 sleeper 1 sleeps for 0.0005 s
                0.0005 0 1 sleeper 2 sleeps for 0.001 s
                0.0015 0 1 sleeper 3 sleeps for 90 s
                90.0015 0 1 sleeper 4 ends""", table);
    }

    @Test
    void aCostIsToldInTheSameUnit() {
        Simulation simulation =
                Simulation.of(it -> it.submit("slow", Cost.each(Duration.ofMillis(2), Programs.yielding(2))));
        assertEquals("""
                time (ms) worker task step what it did
                0 0 1 slow 1-2 yields after 2 ms, the last time at 2 ms
                4 0 1 slow 3 ends after 2 ms""", table(simulation, "0:1x3"));
    }

    @Test
    void whoSleepsForEverDoesNotStretchTheScale() {
        Simulation simulation = Simulation.of(it -> {
            it.submit("sleeper", worker -> Step.sleep(Duration.ofSeconds(Long.MAX_VALUE)));
            it.submit("napper", worker -> Step.done());
        });
        String table = table(simulation, "0:1,2");
        assertTrue(table.contains("1 sleeper 1 sleeps for ever"), table);
        assertTrue(table.startsWith("time worker"), table);
    }

    /** A fold that looked back over the whole trace would take hours. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aLongTraceIsFoldedInReasonableTime() {
        int[] numbers = new int[500_000];
        Arrays.setAll(numbers, i -> Integer.bitCount(i) % 7); // never the same for long
        List<TraceEvent> trace = Arrays.stream(numbers)
                .mapToObj(i -> new TraceEvent(
                        Duration.ZERO, Duration.ZERO, Duration.ZERO, 0, i, "task", 1, List.of(), "yields"))
                .toList();
        int steps = TraceLine.fold(trace).stream().mapToInt(TraceLine::steps).sum();
        assertEquals(numbers.length, steps);
    }
}
