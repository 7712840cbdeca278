package dev.secretariat.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Bugs are found by each policy, and made small. */
class SearchTest {
    private static long failures(Simulation simulation, int seeds) {
        return LongStream.range(0, seeds)
                .filter(seed -> simulation.run(seed).hasFailed())
                .count();
    }

    @Test
    void aLostUpdateIsFoundWithinAHundredSeeds() {
        Simulation simulation = Simulation.of(Programs::losesAnUpdate);
        assertTrue(failures(simulation, 100) > 0);
        assertTrue(failures(simulation.policy(Policy.pct(2, 4)), 100) > 0);
        assertEquals(0, failures(simulation.policy(oneAfterTheOther()), 100));
    }

    /** Runs each task to its end. */
    private static Policy oneAfterTheOther() {
        return seed -> ready -> Math.max(0, ready.last());
    }

    @Test
    void prioritiesKeepTheirGuarantee() {
        // Ten tasks, at most 62 steps, depth 2: at least 1 run of 620; many more in fact.
        Simulation simulation = Simulation.of(Programs::losesAnUpdateInACrowd).policy(Policy.pct(2, 62));
        assertTrue(failures(simulation, 5_000) >= 5_000 / 620);
    }

    @Test
    void everyOrderOfThreeTasksOfThreeStepsIsFoundOnce() {
        List<String> steps = new ArrayList<>();
        Set<String> orders = new HashSet<>();
        Simulation simulation = Simulation.of(it -> {
            steps.clear();
            for (String name : List.of("a", "b", "c")) it.submit(name, Programs.telling(name, 3, steps::add));
            it.run();
            orders.add(String.join("", steps));
        });
        Exploration all = simulation.explore(Integer.MAX_VALUE, 10_000);
        assertEquals(
                new Exploration(
                        Bound.preemptions(Integer.MAX_VALUE),
                        1680,
                        OptionalLong.of(1),
                        false,
                        List.of(),
                        Optional.empty()),
                all); // 9! / (3! 3! 3!)
        assertEquals(1680, orders.size());

        orders.clear();
        assertEquals(6, simulation.explore(0, 10_000).schedules());
        assertEquals(6, orders.size());

        orders.clear();
        Exploration few = simulation.explore(1, 10_000);
        assertTrue(few.isComplete());
        assertEquals(few.schedules(), orders.size());
        assertTrue(orders.stream().allMatch(order -> preemptions(order) <= 1));
        assertEquals(orders.size(), countWithOnePreemption());

        Exploration cut = simulation.explore(Integer.MAX_VALUE, 100);
        assertFalse(cut.isComplete());
        assertEquals(100, cut.schedules());
    }

    /** Switches away from a task that has steps left. */
    private static int preemptions(String order) {
        int preemptions = 0;
        for (int i = 1; i < order.length(); i++) {
            char before = order.charAt(i - 1);
            if (before != order.charAt(i) && order.indexOf(before, i) >= 0) preemptions++;
        }
        return preemptions;
    }

    /** By trying all words. */
    private static int countWithOnePreemption() {
        return words("", 3, 3, 3)
                .filter(order -> preemptions(order) <= 1)
                .toList()
                .size();
    }

    private static Stream<String> words(String prefix, int a, int b, int c) {
        if (a + b + c == 0) return Stream.of(prefix);
        Stream<String> all = Stream.empty();
        if (a > 0) all = Stream.concat(all, words(prefix + "a", a - 1, b, c));
        if (b > 0) all = Stream.concat(all, words(prefix + "b", a, b - 1, c));
        if (c > 0) all = Stream.concat(all, words(prefix + "c", a, b, c - 1));
        return all;
    }

    @Test
    void anExplorationStopsAtTheFirstFailure() {
        Exploration found = Simulation.of(Programs::losesAnUpdate).explore(2, 10_000);
        assertFalse(found.isComplete());
        Run failing = found.failing().orElseThrow();
        assertInstanceOf(AssertionError.class, failing.failure().orElseThrow());
    }

    @Test
    void aFailureIsToldWithItsSmallestSchedule() {
        Simulation simulation = Simulation.of(Programs::losesAnUpdateInACrowd);
        SimulationFailure failure = assertThrows(SimulationFailure.class, () -> simulation.check(1000));
        Run smallest = failure.smallest();
        // One deposit, the other one, and the first again, without the eight bystanders.
        assertEquals(2, smallest.schedule().switches(), failure.getMessage());
        assertEquals(4, smallest.schedule().steps(), failure.getMessage());
        assertTrue(failure.run().schedule().switches() > 30, failure.getMessage());
        assertTrue(failure.getMessage().contains("seed " + smallest.schedule().seed()), failure.getMessage());
        assertTrue(failure.getMessage().contains("deposit 1"), failure.getMessage());
        Run again = simulation.replay(Schedule.parse(smallest.schedule().toString()));
        assertTrue(Symptom.of(smallest).isShownBy(again));
    }

    @Test
    void aProgramThatIsRightPasses() {
        Simulation.of(simulation -> {
                    Programs.Lock lock = new Programs.Lock("lock");
                    Programs.Lock other = new Programs.Lock("other");
                    simulation.submit(new Programs.Diner(lock, other));
                    simulation.submit(new Programs.Diner(lock, other));
                })
                .workers(2)
                .check(200);
    }

    @Test
    void aReplayIsTheSameRun() {
        Simulation simulation = Simulation.of(Programs::losesAnUpdateInACrowd).workers(3);
        Set<Long> hashes = new HashSet<>();
        for (long seed = 0; seed < 50; seed++) {
            Run run = simulation.run(seed);
            Run again = simulation.replay(run.schedule());
            assertEquals(run.schedule(), again.schedule());
            assertEquals(run.traceHash(), again.traceHash());
            assertEquals(run.hasFailed(), again.hasFailed());
            hashes.add(run.traceHash());
        }
        assertTrue(hashes.size() > 45, "consecutive seeds must give different runs: " + hashes.size());
    }

    @Test
    void aScheduleOfAnotherProgramDiverges() {
        Schedule schedule = Simulation.of(Programs::losesAnUpdate).run(1).schedule();
        Run run = Simulation.of(it -> it.submit(Programs.yielding(20))).replay(schedule);
        assertInstanceOf(DivergedError.class, run.failure().orElseThrow());
    }

    @Test
    void aScheduleThatIsTooLongDiverges() {
        Schedule schedule =
                Simulation.of(it -> it.submit(Programs.yielding(20))).run(1).schedule();
        Simulation shorter = Simulation.of(it -> it.submit(Programs.yielding(5)));
        Run run = shorter.replay(schedule);
        DivergedError error =
                assertInstanceOf(DivergedError.class, run.failure().orElseThrow());
        assertTrue(error.getMessage().contains("21 steps, but the program has ended after 6"), error.getMessage());
        assertSame(error, assertThrows(DivergedError.class, () -> shorter.failure(run)));
    }

    @Test
    void anExhaustiveSearchNoticesARunThatEndsEarly() {
        AtomicInteger runs = new AtomicInteger();
        Simulation fickle = Simulation.of(it -> {
            boolean first = runs.getAndIncrement() == 0;
            for (int i = 0; i < 2; i++) it.submit(Programs.yielding(1));
            it.run();
            if (first) for (int i = 0; i < 2; i++) it.submit(Programs.yielding(1));
        });
        Throwable failure =
                fickle.explore(3, 1000).failing().orElseThrow().failure().orElseThrow();
        assertInstanceOf(NondeterminismError.class, failure);
    }

    @Test
    void alsoALongRunIsMadeSmallInReasonableTime() {
        AtomicLong steps = new AtomicLong();
        Simulation counted = Simulation.of(it -> {
            for (int i = 0; i < 20; i++) {
                it.submit(worker -> {
                    steps.incrementAndGet();
                    return Step.sleep(Duration.ofMillis(1));
                });
            }
        });
        SimulationFailure failure = assertThrows(SimulationFailure.class, () -> counted.check(1));
        assertInstanceOf(LivelockError.class, failure.getCause());
        assertTrue(steps.get() < 10_000_000, steps + " steps");
    }
}
