package dev.secretariat.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Priorities find a bug of depth d among n tasks of k steps in all with a probability of at least 1 / (n k^(d-1)), by
 * counting. The seeds are fixed, so the counts are.
 */
class GuaranteeTest {
    private static long failures(Simulation simulation, int seeds) {
        return LongStream.range(0, seeds)
                .filter(seed -> simulation.run(seed).hasFailed())
                .count();
    }

    /** Two tasks whose steps fail only in turns: a1, b1, a2, b2, and so on. */
    private static Simulation.Program fails(int turns, int bystanders) {
        return simulation -> {
            int[] turn = {0};
            for (int who = 0; who < 2; who++) simulation.submit(new TakingTurns(who, turns, turn));
            for (int i = 0; i < bystanders; i++) simulation.submit(Programs.yielding(1));
            simulation.run();
            assertTrue(turn[0] < turns, "all turns were taken");
        };
    }

    /** Goes one turn on if it is this task's; takes as many steps in each order. */
    private static final class TakingTurns implements Task<Void> {
        private final int[] turn;
        private final int who;
        private int left;

        TakingTurns(int who, int turns, int[] turn) {
            this.who = who;
            this.turn = turn;
            this.left = (turns + 1 - who) / 2;
        }

        @Override
        public Step<Void> step(Worker worker) {
            if (turn[0] % 2 == who) turn[0]++;
            return --left > 0 ? Step.yieldNow() : Step.done();
        }
    }

    /** Depth d: each of d steps comes after the one before it, which is the other task's. */
    @ParameterizedTest
    @CsvSource({"2, 1, 2000", "3, 0, 4000", "4, 0, 10000", "5, 0, 40000", "2, 3, 4000", "3, 2, 20000"})
    void aBugIsFoundAsOftenAsIsPromised(int depth, int bystanders, int seeds) {
        Simulation simulation = Simulation.of(fails(depth + 1, bystanders));
        double promised = seeds / ((2 + bystanders) * Math.pow(depth + 1 + 2 * bystanders, depth - 1));
        long found = failures(simulation.policy(Policy.pct(depth, depth + 1 + 2 * bystanders)), seeds);
        assertTrue(found >= promised, found + " of " + seeds + ", but " + promised + " are promised");
        long learned = failures(simulation.policy(Policy.pct(depth)), seeds);
        assertTrue(learned >= promised, learned + " of " + seeds + ", but " + promised + " are promised");
    }

    /** Three steps after the first one, in two tasks that cannot but take turns: depth 3, so 1 of 2 * 4^2. */
    @Test
    void twoTasksThatSwitchBackAreFound() {
        Simulation simulation = Simulation.of(it -> {
            int[] x = {0};
            List<Integer> seen = new ArrayList<>();
            it.submit("a", inSteps(() -> x[0] = 1, () -> x[0] = x[0] == 2 ? 3 : x[0]));
            it.submit("b", inSteps(() -> x[0] = x[0] == 1 ? 2 : x[0], () -> seen.add(x[0])));
            it.run();
            assertTrue(!seen.contains(3));
        });
        long found = failures(simulation.policy(Policy.pct(3, 4)), 10_000);
        assertTrue(found >= 10_000 / 32, found + " of 10000");
    }

    private static Task<Void> inSteps(Runnable... steps) {
        return new Task<>() {
            private int next;

            @Override
            public Step<Void> step(Worker worker) {
                steps[next++].run();
                return next < steps.length ? Step.yieldNow() : Step.done();
            }
        };
    }

    // ---- All bugs of small programs ----

    /** Some tasks of a few steps each. */
    private static final class Small {
        private final int[] sizes;
        private final int gate;

        /**
         * A program.
         *
         * @param sizes the number of each task's steps, a digit each
         * @param gate the steps of the first task after which the last one may begin; until then it waits
         */
        Small(String sizes, int gate) {
            this.sizes = sizes.chars().map(Character::getNumericValue).toArray();
            this.gate = gate;
        }

        int steps() {
            return IntStream.of(sizes).sum();
        }

        /** Which steps came, as task * 10 + number. */
        List<Integer> order(Policy policy, long seed) {
            List<Integer> order = new ArrayList<>();
            Simulation.Program program = simulation -> {
                Promise<Void> open = new Promise<>();
                for (int task = 0; task < sizes.length; task++) {
                    simulation.submit(new Member(task, this, open, order));
                }
            };
            Simulation.of(program).policy(policy).run(seed);
            return order;
        }

        /** Whether some order of the steps has all these pairs in their order. */
        boolean allows(List<int[]> pairs) {
            return allows(pairs, new int[sizes.length]);
        }

        private boolean allows(List<int[]> pairs, int[] done) {
            boolean all = true;
            for (int task = 0; task < sizes.length; task++) {
                int step = task * 10 + done[task];
                if (done[task] == sizes[task]) continue;
                all = false;
                if (task == sizes.length - 1 && done[0] < gate) continue;
                Predicate<int[]> isEarly = pair -> pair[1] == step && done[pair[0] / 10] <= pair[0] % 10;
                if (pairs.stream().anyMatch(isEarly)) continue;
                // A step that may come can come now: nothing becomes impossible by that.
                int[] next = done.clone();
                next[task]++;
                return allows(pairs, next);
            }
            return all;
        }
    }

    private static final class Member implements Task<Void> {
        private final int task;
        private final Small program;
        private final Promise<Void> open;
        private final List<Integer> order;
        private int done;

        Member(int task, Small program, Promise<Void> open, List<Integer> order) {
            this.task = task;
            this.program = program;
            this.open = open;
            this.order = order;
        }

        @Override
        @SuppressWarnings("NullAway") // Void has no other value
        public Step<Void> step(Worker worker) {
            boolean isLast = task == program.sizes.length - 1;
            if (isLast && program.gate > 0 && !open.isDone()) return Step.await(open);
            order.add(task * 10 + done++);
            if (task == 0 && done == program.gate) open.succeed(null);
            return done < program.sizes[task] ? Step.yieldNow() : Step.done();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2, 33, 0", "2, 222, 0", "2, 123, 1", "2, 1112, 0", "2, 211, 2",
        "3, 33, 0", "3, 211, 0", "3, 212, 1", "3, 121, 1", "3, 1111, 0"
    })
    void everyBugOfASmallProgramIsFound(int depth, String sizes, int gate) {
        int runs = 10_000;
        Small program = new Small(sizes, gate);
        int steps = program.steps() + (gate > 0 ? 1 : 0); // one to wait in
        Policy policy = Policy.pct(depth, steps);
        Map<List<Integer>, Integer> counts = new HashMap<>();
        for (long seed = 0; seed < runs; seed++) counts.merge(program.order(policy, seed), 1, Integer::sum);
        double promised = runs / (program.sizes.length * Math.pow(steps, depth - 1));
        double least = promised - 6 * Math.sqrt(promised); // some are found no more often than is promised
        Set<String> missed = new HashSet<>();
        int bugs = 0;
        for (List<int[]> pairs : choose(depth, pairs(program))) {
            if (!program.allows(pairs)) continue;
            bugs++;
            int found = counts.entrySet().stream()
                    .filter(order -> has(order.getKey(), pairs))
                    .mapToInt(Map.Entry::getValue)
                    .sum();
            if (found < least) missed.add(found + " times " + text(pairs));
        }
        assertTrue(bugs > 5, bugs + " bugs");
        assertEquals(Set.of(), missed, "of " + bugs + " bugs that are to be found " + promised + " times");
    }

    /** Each step before each step of another task. */
    private static List<int[]> pairs(Small program) {
        List<Integer> steps = new ArrayList<>();
        for (int task = 0; task < program.sizes.length; task++) {
            for (int i = 0; i < program.sizes[task]; i++) steps.add(task * 10 + i);
        }
        List<int[]> pairs = new ArrayList<>();
        for (int one : steps) {
            for (int other : steps) if (one / 10 != other / 10) pairs.add(new int[] {one, other});
        }
        return pairs;
    }

    private static List<List<int[]>> choose(int count, List<int[]> from) {
        if (count == 0) return List.of(List.of());
        List<List<int[]>> all = new ArrayList<>();
        for (int i = 0; i < from.size(); i++) {
            for (List<int[]> rest : choose(count - 1, from.subList(i + 1, from.size()))) {
                List<int[]> one = new ArrayList<>(rest);
                one.add(from.get(i));
                all.add(one);
            }
        }
        return all;
    }

    private static boolean has(List<Integer> order, List<int[]> pairs) {
        return pairs.stream().allMatch(pair -> order.indexOf(pair[0]) < order.indexOf(pair[1]));
    }

    private static String text(List<int[]> pairs) {
        return pairs.stream().map(pair -> pair[0] + "<" + pair[1]).sorted().toList() + "";
    }

    // ---- Tasks that come later ----

    @Test
    void aTaskThatComesLaterIsAsLikelyToBeAnywhereAmongTheOthers() {
        int[] places = new int[4];
        Simulation simulation = Simulation.of(it -> {
                    List<String> order = new ArrayList<>();
                    Promise<Integer> open = new Promise<>();
                    for (int i = 0; i < 3; i++) {
                        it.submit(worker -> {
                            if (!open.isDone()) return Step.await(open);
                            order.add("waiter");
                            return Step.done();
                        });
                    }
                    it.run();
                    it.submit(worker -> {
                        worker.submit(Task.run(() -> order.add("late")));
                        open.succeed(1);
                        return Step.done();
                    });
                    it.run();
                    places[order.indexOf("late")]++;
                })
                .policy(Policy.pct(1, 100)); // none is lowered
        for (long seed = 0; seed < 4_000; seed++) simulation.run(seed);
        for (int place : places) assertEquals(1000, place, 6 * 28); // the standard deviation is 27.4
    }

    // ---- How long runs are ----

    @Test
    void theNumberOfStepsIsLearned() {
        Simulation simulation = Simulation.of(fails(4, 0));
        Simulation told = simulation.policy(Policy.pct(3, 4));
        Simulation learned = simulation.policy(Policy.pct(3));
        for (long seed = 0; seed < 100; seed++) {
            assertEquals(told.run(seed).schedule(), learned.run(seed).schedule());
        }
    }

    @Test
    void whatIsLearnedDependsOnTheProgramAlone() {
        Simulation simulation =
                Simulation.of(Programs::losesAnUpdateInACrowd).workers(2).policy(Policy.pct(3));
        for (long seed = 0; seed < 20; seed++) simulation.run(seed);
        Simulation another =
                Simulation.of(Programs::losesAnUpdateInACrowd).workers(2).policy(Policy.pct(3));
        assertEquals(
                simulation.run(17).traceHash(),
                another.run(17).traceHash(),
                "the first run of one, a later of the other");
        another.checkDeterminism(17);
    }

    /** The lessons need not end well. */
    @Test
    void aProgramThatAlwaysFailsIsLearnedToo() {
        Simulation stuck = Simulation.of(it -> it.submit(worker -> Step.await(new Promise<>())))
                .policy(Policy.pct(2));
        assertThrows(SimulationFailure.class, () -> stuck.check(1));
    }

    @Test
    void aSimulationByItselfGuesses() {
        SimulationScheduler simulation =
                SimulationScheduler.builder().policy(Policy.pct(5)).build();
        TaskHandle<Void> handle = simulation.submit(Programs.yielding(3));
        simulation.run();
        assertTrue(handle.isDone());
        simulation.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9})
    void thereMayBeMorePointsThanSteps(int depth) {
        Simulation simulation = Simulation.of(fails(4, 1)).policy(Policy.pct(depth, 2));
        for (long seed = 0; seed < 20; seed++) simulation.run(seed);
    }
}
