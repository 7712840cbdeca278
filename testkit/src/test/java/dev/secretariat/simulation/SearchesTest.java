package dev.secretariat.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.sync.Shared;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Searches by seeds, each on a program that it is for; guarantees by counting. */
class SearchesTest {
    private static Task<Void> telling(String name, int steps, StringBuilder told) {
        int[] left = {steps};
        return worker -> {
            told.append(name);
            return --left[0] > 0 ? Step.yieldNow() : Step.done();
        };
    }

    private static int failures(Simulation simulation, int seeds) {
        int failures = 0;
        for (int seed = 0; seed < seeds; seed++) {
            if (simulation.run(seed).hasFailed()) failures++;
        }
        return failures;
    }

    /** Ten orders of a task of two steps and one of three: each comes as often, within the error of counting. */
    @Test
    void aUniformWalkMakesAllOrdersAlike() {
        Map<String, Integer> counts = new HashMap<>();
        StringBuilder told = new StringBuilder();
        Simulation simulation = Simulation.of(it -> {
                    told.setLength(0);
                    it.submit(telling("a", 2, told));
                    it.submit(telling("b", 3, told));
                    it.run();
                })
                .policy(Policy.uniform());
        int runs = 20_000;
        for (int seed = 0; seed < runs; seed++) {
            simulation.run(seed);
            counts.merge(told.toString(), 1, Integer::sum);
        }
        assertEquals(10, counts.size(), counts.toString());
        double expected = runs / 10.0;
        counts.forEach((order, count) ->
                assertTrue(Math.abs(count - expected) < 5 * Math.sqrt(expected), order + ": " + counts));
    }

    /** A child's steps count for its parent until it is there: so it is not always late. */
    @Test
    void aUniformWalkKnowsOfTasksToCome() {
        Map<String, Integer> counts = new HashMap<>();
        StringBuilder told = new StringBuilder();
        Simulation simulation = Simulation.of(it -> {
                    told.setLength(0);
                    it.submit("parent", worker -> {
                        told.append("p");
                        worker.submit(telling("c", 2, told));
                        return Step.done();
                    });
                    it.submit(telling("a", 2, told));
                    it.run();
                })
                .policy(Policy.uniform());
        int runs = 20_000;
        for (int seed = 0; seed < runs; seed++) {
            simulation.run(seed);
            counts.merge(told.toString(), 1, Integer::sum);
        }
        assertEquals(10, counts.size(), counts.toString()); // of pcc and aa
        double expected = runs / 10.0;
        counts.forEach((order, count) ->
                assertTrue(Math.abs(count - expected) < 5 * Math.sqrt(expected), order + ": " + counts));
    }

    /** One of thirty short tasks has to come between the two last steps of a long one: hardly ever at random, where it is done long before. */
    private static void lateMeeting(SimulationScheduler simulation) {
        Shared<Integer> shared = new Shared<>(0);
        int[] at = {0};
        simulation.submit("long", worker -> {
            at[0]++;
            if (at[0] == 59) shared.set(1);
            if (at[0] < 60) return Step.yieldNow();
            shared.set(2);
            return Step.done();
        });
        simulation.submit("short", Task.run(() -> {
            if (shared.get() == 1) throw new AssertionError("met");
        }));
        simulation.run();
    }

    @Test
    void aUniformWalkFindsWhatComesLate() {
        Simulation simulation = Simulation.of(SearchesTest::lateMeeting);
        int uniform = failures(simulation.policy(Policy.uniform()), 2_000);
        assertTrue(uniform > 10, "uniform: " + uniform); // one in 61
        assertEquals(0, failures(simulation, 2_000)); // one in 2^59
    }

    /** What the accesses to one variable come in is as likely in each order, whatever else its tasks have to do. */
    @Test
    void aSelectiveWalkMakesAllOrdersOfOneVariableAlike() {
        Map<String, Integer> counts = new HashMap<>();
        StringBuilder told = new StringBuilder();
        Simulation simulation = Simulation.of(it -> {
                    told.setLength(0);
                    Shared<String> shared = new Shared<>("");
                    it.submit(writing("a", 12, shared, told));
                    it.submit(writing("b", 0, shared, told));
                    it.submit("c", worker -> {
                        worker.submit(writing("c", 3, shared, told));
                        return Step.done();
                    });
                    it.run();
                })
                .policy(Policy.selective());
        int runs = 18_000;
        for (int seed = 0; seed < runs; seed++) {
            simulation.run(seed);
            counts.merge(told.toString(), 1, Integer::sum);
        }
        assertEquals(90, counts.size(), counts.toString()); // of aa, bb and cc
        double expected = runs / 90.0;
        counts.forEach((order, count) ->
                assertTrue(Math.abs(count - expected) < 5 * Math.sqrt(expected), order + ": " + counts));
    }

    /** Writes twice, after some steps that touch nothing. */
    private static Task<Void> writing(String name, int idle, Shared<String> shared, StringBuilder told) {
        int[] steps = {0};
        return worker -> {
            steps[0]++;
            if (steps[0] <= idle) return Step.yieldNow();
            shared.set(name);
            told.append(name);
            return steps[0] < idle + 2 ? Step.yieldNow() : Step.done();
        };
    }

    @Test
    void aSelectiveWalkNeedsNothingToSelect() {
        StringBuilder told = new StringBuilder();
        Simulation simulation = Simulation.of(it -> {
                    it.submit(telling("a", 3, told));
                    it.submit(telling("b", 3, told));
                    it.run();
                })
                .policy(Policy.selective());
        assertEquals(0, failures(simulation, 100));
        assertEquals(600, told.length() - 4 * 6); // and the lessons
    }

    /** Nine set two variables, one after the other, and a tenth has to see the first one set and the other one not by anybody. */
    private static void reordered(SimulationScheduler simulation) {
        Shared<Integer> first = new Shared<>(0);
        Shared<Integer> second = new Shared<>(0);
        for (int i = 0; i < 9; i++) {
            int[] at = {0};
            simulation.submit(worker -> {
                (at[0]++ == 0 ? first : second).set(1);
                return at[0] < 2 ? Step.yieldNow() : Step.done();
            });
        }
        int[] seen = {-1};
        simulation.submit("reader", worker -> {
            if (seen[0] < 0) {
                seen[0] = first.get();
                return Step.yieldNow();
            }
            if (seen[0] > second.get()) throw new AssertionError("seen in another order");
            return Step.done();
        });
        simulation.run();
    }

    @Test
    void aSelectiveWalkIsNotDistractedByOtherVariables() {
        Simulation simulation = Simulation.of(SearchesTest::reordered);
        int selective = failures(simulation.policy(Policy.selective()), 1_000);
        // Of the second variable one time in two; then the read is as likely the first of the ten as not.
        assertTrue(selective > 1_000 / 40, "selective: " + selective);
    }

    /** Two steps that meet, among many that touch nothing of theirs. */
    private static void meetingInACrowd(SimulationScheduler simulation) {
        Shared<Integer> shared = new Shared<>(0);
        for (int i = 0; i < 20; i++) simulation.submit(telling("", 5, new StringBuilder()));
        int[] at = {0};
        simulation.submit("writer", worker -> {
            shared.set(++at[0] % 2);
            return at[0] < 2 ? Step.yieldNow() : Step.done();
        });
        simulation.submit("reader", Task.run(() -> {
            if (shared.get() == 1) throw new AssertionError("met");
        }));
        simulation.run();
    }

    @Test
    void partialOrderSamplingIsNotDistractedByACrowd() {
        Simulation simulation = Simulation.of(SearchesTest::meetingInACrowd).policy(Policy.pos());
        int found = failures(simulation, 3_000);
        // Of the writer's first step and the reader's the first is as likely as not; then the reader's is compared with
        // the second anew.
        assertTrue(found > 600, "" + found);
    }

    /** Without delays one task follows the other; a delay passes over the one whose turn it is. */
    @Test
    void aDelayIsEnoughForMany() {
        Set<String> orders = new TreeSet<>();
        StringBuilder told = new StringBuilder();
        Simulation simulation = Simulation.of(it -> {
            told.setLength(0);
            for (String name : new String[] {"a", "b", "c"}) it.submit(telling(name, 2, told));
            it.run();
            orders.add(told.toString());
        });
        Simulation without = simulation.policy(Policy.delays(0));
        without.run(0); // has learned
        orders.clear();
        failures(without, 50);
        assertEquals(Set.of("aabbcc"), orders);
        Simulation with = simulation.policy(Policy.delays(1));
        with.run(0);
        orders.clear();
        failures(with, 500);
        assertEquals(Set.of("aabbcc", "abbcca", "bbccaa", "aabccb", "aaccbb"), orders);
    }

    @Test
    void aPortfolioFindsWhatOneOfItsMembersFinds() {
        Simulation simulation = Simulation.of(SearchesTest::meetingInACrowd).policy(Policy.portfolio());
        assertTrue(failures(simulation, 400) > 400 / 4 / 10);
        Simulation crowd = Simulation.of(Programs::losesAnUpdateInACrowd).policy(Policy.portfolio());
        assertTrue(failures(crowd, 5_000) >= 5_000 / 4 / 620);
    }

    @Test
    void theSameSeedMeansTheSame() {
        for (Policy policy :
                new Policy[] {Policy.pos(), Policy.uniform(), Policy.selective(), Policy.delays(2), Policy.portfolio()
                }) {
            Simulation one = Simulation.of(SearchesTest::meetingInACrowd).policy(policy);
            Simulation other = Simulation.of(SearchesTest::meetingInACrowd).policy(policy);
            for (int seed = 0; seed < 20; seed++) {
                assertEquals(one.run(seed).schedule(), other.run(seed).schedule());
                one.checkDeterminism(seed);
            }
        }
    }

    @Test
    void allOrdersWithSoManyDelaysAreRunOnce() {
        List<String> orders = new ArrayList<>();
        StringBuilder told = new StringBuilder();
        Simulation simulation = Simulation.of(it -> {
            told.setLength(0);
            for (String name : new String[] {"a", "b", "c"}) it.submit(telling(name, 2, told));
            it.run();
            orders.add(told.toString());
        });
        Exploration none = simulation.explore(Bound.delays(0), 100);
        assertEquals("all 1 order with at most 0 delays", none.toString());
        assertEquals(List.of("aabbcc"), orders);
        orders.clear();
        Exploration one = simulation.explore(Bound.delays(1), 100);
        assertEquals("all 5 orders with at most 1 delay", one.toString());
        assertEquals(Set.of("aabbcc", "abbcca", "bbccaa", "aabccb", "aaccbb"), new TreeSet<>(orders));
        orders.clear();
        Exploration all = simulation.explore(Bound.delays(Integer.MAX_VALUE - 1), 100);
        assertEquals(90, all.schedules()); // 6! / (2! 2! 2!)
        assertEquals(90, new TreeSet<>(orders).size());
    }

    @Test
    void aTaskThatPollsIsPassedOver() {
        boolean[] flag = {false};
        Exploration found = Simulation.of(it -> {
                    flag[0] = false;
                    it.submit("poller", worker -> flag[0] ? Step.done() : Step.yieldNow());
                    it.submit("setter", Task.run(() -> flag[0] = true));
                })
                .explore(Bound.delays(1), 1_000);
        assertTrue(found.failing().isEmpty(), found.toString());
        assertTrue(found.omits(Omission.Kind.POLLING) && !found.omits(Omission.Kind.ORDERS), found.toString());
    }

    @Test
    void boundsAreNotNegative() {
        assertEquals(
                "delays is negative: -1",
                assertThrows(IllegalArgumentException.class, () -> Bound.delays(-1))
                        .getMessage());
        assertEquals(
                "preemptions is negative: -2",
                assertThrows(IllegalArgumentException.class, () -> Bound.preemptions(-2))
                        .getMessage());
    }

    @Test
    void delaysAreNotNegative() {
        assertEquals(
                "delays is negative: -1",
                assertThrows(IllegalArgumentException.class, () -> Policy.delays(-1))
                        .getMessage());
    }
}
