package dev.secretariat.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** In programs with two bugs, the one that is told when all is made small is the one that was found. */
class TwoBugsTest {
    private static final int PROGRAMS = 150;
    private static final int SEEDS = 300;

    /** How a bug shows. */
    private enum Sign {
        MESSAGE,
        FRAME,
        CAUSE,
        ASSERTION,
        DEADLOCK
    }

    /** A random program in which each of two orders of some steps is wrong in a way of its own. */
    private static final class TwoBugs implements Simulation.Program {
        private final long shape;
        private final Sign sign;
        private boolean[] shown;

        TwoBugs(long shape, Sign sign) {
            this.shape = shape;
            this.sign = sign;
        }

        @Override
        public void run(SimulationScheduler simulation) {
            Random random = new Random(shape);
            shown = new boolean[2];
            int tasks = 3 + random.nextInt(3);
            int cells = 2;
            int[][] balance = new int[2][cells];
            List<Task<Void>> all = new ArrayList<>();
            for (int bug = 0; bug < 2; bug++) {
                for (int i = 0; i < 2; i++) all.add(racer(bug, balance[bug], random.nextInt(2)));
            }
            for (int i = 0; i < tasks; i++) all.add(Programs.yielding(random.nextInt(4)));
            Collections.shuffle(all, random);
            for (int i = 0; i < all.size(); i++) simulation.submit("task " + i, all.get(i));
            simulation.run();
            if (sign == Sign.ASSERTION) {
                assertEquals(2, balance[0][0], "first");
                assertEquals(2, balance[1][0], "second");
            }
        }

        /** Reads in one step and writes in a later one; notices it if somebody has written in between. */
        private Task<Void> racer(int bug, int[] cell, int pause) {
            int[] local = {0, -1};
            return worker -> {
                if (local[1] < 0) {
                    local[1] = cell[0];
                    return Step.yieldNow();
                }
                if (local[0]++ < pause) return Step.yieldNow();
                boolean lost = cell[0] != local[1];
                cell[0] = local[1] + 1;
                if (lost) {
                    shown[bug] = true;
                    if (sign == Sign.DEADLOCK) return Step.await(heldBy(worker, "lock " + bug));
                    show(bug);
                }
                return Step.done();
            };
        }

        /** What a task waits for that has forgotten to give it back. */
        private static Programs.Lock heldBy(Worker worker, String name) {
            Programs.Lock lock = new Programs.Lock(name);
            lock.tryLock(worker);
            return lock;
        }

        private void show(int bug) {
            switch (sign) {
                case MESSAGE -> throw new IllegalStateException("bug " + bug);
                case FRAME -> {
                    IllegalStateException one = new IllegalStateException("a bug");
                    IllegalStateException other = new IllegalStateException("a bug");
                    throw bug == 0 ? one : other;
                }
                case CAUSE -> throw new IllegalStateException("a bug", new IllegalArgumentException("bug " + bug));
                default -> {}
            }
        }
    }

    @Test
    void theSmallestFailureIsTheOneThatWasFound() {
        int found = 0;
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < PROGRAMS; i++) {
            TwoBugs program = new TwoBugs(i, Sign.values()[i % Sign.values().length]);
            Simulation simulation = Simulation.of(program);
            for (long seed = 0; seed < SEEDS; seed++) {
                Run run = simulation.run(seed);
                Set<Integer> bugs = shown(program);
                if (!run.hasFailed()) assertEquals(Set.of(), bugs);
                if (bugs.size() != 1) continue; // both at once: whichever is told is right
                found++;
                Run small = simulation.shrink(run);
                if (!shown(program).equals(bugs)) wrong.add(program.sign + " of program " + i + ": " + bugs);
                assertTrue(small.schedule().steps() <= run.schedule().steps());
                break;
            }
        }
        assertTrue(found > PROGRAMS / 2, "found " + found);
        assertEquals(List.of(), wrong, wrong.size() + " of " + found);
    }

    private static Set<Integer> shown(TwoBugs program) {
        Set<Integer> bugs = new HashSet<>();
        for (int bug = 0; bug < 2; bug++) {
            if (program.shown[bug]) bugs.add(bug);
        }
        return bugs;
    }

    @Test
    void identityHashCodesInAMessageDoNotMatter() {
        Simulation simulation = Simulation.of(it -> {
            int[] balance = {0};
            for (int i = 0; i < 2; i++) it.submit(new Programs.Deposit(balance));
            for (int i = 0; i < 4; i++) it.submit(Programs.yielding(4));
            it.run();
            assertEquals(2, balance[0], new Object().toString());
        });
        Run failing = null;
        for (long seed = 0; failing == null || !failing.hasFailed(); seed++) failing = simulation.run(seed);
        Run small = simulation.shrink(failing);
        assertTrue(small.schedule().switches() < failing.schedule().switches());
        assertFalse(failing.schedule().equals(small.schedule()));
    }
}
