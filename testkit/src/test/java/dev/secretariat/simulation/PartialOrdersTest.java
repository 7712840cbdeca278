package dev.secretariat.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.sync.Shared;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PartialOrdersTest {
    private static final int PROGRAMS = Integer.getInteger("partial.programs", 80);

    /** What the reduction promises: as many orders as differ, all that can be seen in any, and a failure where there is one. */
    @Test
    void aReducedSearchSeesWhatAFullOneSees() {
        compare(PROGRAMS, false);
    }

    /** A task that slept is cancelled: that what it would have written races with a third one's read shows in no run, once a request to cancel has woken it. */
    @Test
    void whatASleeperWouldHaveDoneCounts() {
        RandomSharing program = new RandomSharing(218, false);
        Set<Map<String, String>> all = new HashSet<>();
        Set<Map<String, String>> some = new HashSet<>();
        assertEquals(
                13_959, noting(program, all).explore(Integer.MAX_VALUE, 20_000).schedules());
        Exploration reduced = noting(program, some).explorePartialOrders(20_000);
        assertEquals(all, some);
        assertTrue(reduced.schedules() < 200, reduced.toString());
    }

    /** Here a step runs from one access of a variable to the next, over whatever primitives come in between. */
    @Test
    void soItDoesOfFibers() {
        compare(PROGRAMS, true);
    }

    private static void compare(int programs, boolean inFibers) {
        int compared = 0;
        int failing = 0;
        long runs = 0;
        long orders = 0;
        for (long seed = 0; seed < programs; seed++) {
            RandomSharing program = new RandomSharing(seed, inFibers);
            Set<Map<String, String>> all = new HashSet<>();
            Exploration full = noting(program, all).explore(Integer.MAX_VALUE, 20_000);
            if (full.omits(Omission.Kind.ORDERS)) continue;
            Set<Map<String, String>> some = new HashSet<>();
            Exploration reduced = noting(program, some).explorePartialOrders(20_000);
            String which = "seed " + seed + ": " + program + ", " + full + ", " + reduced;
            assertEquals(full.failing().isPresent(), reduced.failing().isPresent(), which);
            if (full.failing().isPresent()) {
                failing++;
                continue;
            }
            compared++;
            assertEquals(all, some, which);
            assertEquals(full.partialOrders(), reduced.partialOrders(), which);
            runs += reduced.schedules();
            orders += reduced.partialOrders().orElseThrow();
        }
        System.out.println(
                compared + " compared, " + failing + " fail, " + runs + " runs for " + orders + " partial orders");
        assertTrue(compared > programs / 3, compared + " compared");
        assertTrue(failing > programs / 20, failing + " fail");
    }

    private static Simulation noting(RandomSharing program, Set<Map<String, String>> seen) {
        return Simulation.of(simulation -> {
            program.run(simulation);
            seen.add(new TreeMap<>(program.seen));
        });
    }

    private static Task<Void> writing(Shared<Integer> shared, int steps) {
        int[] left = {steps};
        return worker -> {
            shared.set(left[0]);
            return --left[0] > 0 ? Step.yieldNow() : Step.done();
        };
    }

    @Test
    void independentTasksHaveOneOrder() {
        Exploration found = Simulation.of(simulation -> {
                    for (int i = 0; i < 6; i++) simulation.submit(writing(new Shared<>(0), 5));
                })
                .explorePartialOrders(10);
        assertEquals(OptionalLong.of(1), found.partialOrders());
        assertEquals("all 1 partial order, in 1 run", found.toString());
        assertTrue(found.isComplete());
    }

    @Test
    void tasksThatMeetInOneVariableHaveAll() {
        Exploration found = Simulation.of(simulation -> {
                    Shared<Integer> shared = new Shared<>(0);
                    for (int i = 0; i < 3; i++) simulation.submit(writing(shared, 3));
                })
                .explorePartialOrders(10_000);
        assertEquals(OptionalLong.of(1680), found.partialOrders()); // 9! / (3! 3! 3!)
        assertEquals(1680, found.schedules());
    }

    @Test
    void readersAreNotExchanged() {
        Exploration found = Simulation.of(simulation -> {
                    Shared<Integer> shared = new Shared<>(0);
                    for (int i = 0; i < 8; i++) simulation.submit(Task.call(shared::get));
                    simulation.submit(Task.run(() -> shared.set(1)));
                })
                .explorePartialOrders(10_000);
        assertEquals(OptionalLong.of(256), found.partialOrders()); // each reads before or after
        assertTrue(found.schedules() <= 2 * 256, found.toString());
    }

    @Test
    void aPollingTaskIsNotLetLookForEver() {
        Exploration found = Simulation.of(simulation -> {
                    Shared<Boolean> flag = new Shared<>(false);
                    simulation.submit("poller", worker -> flag.get() ? Step.done() : Step.yieldNow());
                    simulation.submit("setter", Task.run(() -> flag.set(true)));
                })
                .explorePartialOrders(1_000);
        assertTrue(found.failing().isEmpty(), found.toString());
        assertTrue(found.schedules() < 20, found.toString());
        assertTrue(found.omits(Omission.Kind.POLLING), found.toString());
        assertFalse(found.omits(Omission.Kind.ORDERS), found.toString());
    }

    @Test
    void aLostUpdateIsFound() {
        Exploration found = Simulation.of(simulation -> {
                    Shared<Integer> balance = new Shared<>("balance", 100);
                    for (int i = 0; i < 2; i++) {
                        int[] read = {-1};
                        simulation.submit("withdrawal " + i, worker -> {
                            if (read[0] < 0) {
                                read[0] = balance.get();
                                return Step.yieldNow();
                            }
                            balance.set(read[0] - 30);
                            return Step.done();
                        });
                    }
                    simulation.run();
                    assertEquals(40, balance.get());
                })
                .explorePartialOrders(100);
        Run failing = found.failing().orElseThrow();
        assertTrue(failing.failure().orElseThrow().getMessage().contains("40"), found.toString());
    }

    @Test
    void itRefusesFaults() {
        Simulation faulty = Simulation.of(simulation -> {}).faults(Faults.none().failingSteps(0.1));
        String message = assertThrows(IllegalStateException.class, () -> faulty.explorePartialOrders(1))
                .getMessage();
        assertTrue(message.contains("explore without faults"), message);
    }
}
