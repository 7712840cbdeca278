package dev.secretariat.fiber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Promise;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.simulation.Exploration;
import dev.secretariat.simulation.Run;
import dev.secretariat.simulation.Simulation;
import dev.secretariat.simulation.SimulationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Fibers in a simulation, on each carrier that the JDK has: the seed decides, not the carrier. */
class SimulatedFibersTest {
    static Stream<Carrier> carriers() {
        return Stream.of(Carrier.values()).filter(carrier -> Carriers.lack(carrier) == null);
    }

    private static Task<Void> fiber(Carrier carrier, FiberAction action) {
        FiberBody<Void> body = fiber -> {
            action.run(fiber);
            return null;
        };
        return new FiberTask<>(body, action, carrier);
    }

    /** Two transfers that read, wait, and write: one of them can be lost. */
    private static Simulation transfers(Carrier carrier) {
        return Simulation.of(simulation -> {
            int[] balance = {100};
            for (int i = 0; i < 2; i++) {
                simulation.submit("transfer", fiber(carrier, fiber -> {
                    int read = balance[0];
                    fiber.yieldNow();
                    balance[0] = read - 30;
                }));
            }
            simulation.run();
            assertEquals(40, balance[0]);
        });
    }

    private static Simulation sleepers(Carrier carrier, List<String> log) {
        return Simulation.of(simulation -> {
                    Promise<String> last = new Promise<>();
                    for (int i = 0; i < 3; i++) {
                        int number = i;
                        simulation.submit("sleeper-" + i, fiber(carrier, fiber -> {
                            for (int round = 0; round < 3; round++) {
                                fiber.sleep(Duration.ofMillis(
                                        fiber.worker().random().nextInt(5)));
                                log.add(number + "@" + fiber.worker().ticker().nanos() / 1_000_000);
                                fiber.yieldNow();
                            }
                            if (number == 2) last.succeed("end");
                            else fiber.await(last);
                        }));
                    }
                })
                .workers(2);
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void aRaceIsFoundAndToldWithTheLineOfEachWait(Carrier carrier) {
        SimulationFailure failure =
                assertThrows(SimulationFailure.class, () -> transfers(carrier).check(1000));
        String text = failure.getMessage();
        assertTrue(text.contains("yields at SimulatedFibersTest.java:"), text);
        assertTrue(text.contains("Schedule.parse"), text);
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void allOrdersAreSearched(Carrier carrier) {
        Set<List<Integer>> orders = new HashSet<>();
        Exploration exploration = Simulation.of(simulation -> {
                    List<Integer> order = new ArrayList<>();
                    for (int i = 0; i < 2; i++) {
                        int number = i;
                        simulation.submit(fiber(carrier, fiber -> {
                            order.add(number);
                            fiber.yieldNow();
                            order.add(number);
                        }));
                    }
                    simulation.run();
                    orders.add(order);
                })
                .explore(4, 1000);
        assertTrue(exploration.isComplete(), exploration.toString());
        assertEquals(6, orders.size());
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void aSeedGivesTheSameRunOnEachCarrier(Carrier carrier) {
        for (long seed = 0; seed < 20; seed++) {
            List<String> log = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            Run run = sleepers(carrier, log).run(seed);
            Run same = sleepers(Carrier.PLATFORM_BATON, expected).run(seed);
            assertFalse(run.hasFailed(), run::toString);
            assertEquals(same.traceHash(), run.traceHash());
            assertEquals(same.schedule(), run.schedule());
            assertEquals(expected, log);
            assertEquals(9, log.size());
        }
        assertNotEquals(
                sleepers(carrier, new ArrayList<>()).run(1).traceHash(),
                sleepers(carrier, new ArrayList<>()).run(2).traceHash());
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void aDeadlockIsToldWithTheLines(Carrier carrier) {
        Simulation circle = Simulation.of(simulation -> {
            List<TaskHandle<Void>> handles = new ArrayList<>();
            handles.add(simulation.submit("one", fiber(carrier, fiber -> {
                fiber.yieldNow();
                fiber.await(handles.get(1));
            })));
            handles.add(simulation.submit("other", fiber(carrier, fiber -> fiber.await(handles.get(0)))));
            simulation.run();
        });
        String text =
                assertThrows(SimulationFailure.class, () -> circle.check(1)).getMessage();
        assertTrue(text.contains("'one', at SimulatedFibersTest.java:"), text);
        assertTrue(text.contains("'other', at SimulatedFibersTest.java:"), text);
        assertTrue(text.contains("in a circle"), text);
    }

    @ParameterizedTest
    @MethodSource("carriers")
    void aBodyThatStandsStillIsTold(Carrier carrier) {
        if (carrier == Carrier.MOUNTED) return; // it would let its worker go on: a deadlock, see there
        Simulation blocking = Simulation.of(simulation -> {
                    simulation.submit("stuck", fiber(carrier, fiber -> new LinkedBlockingQueue<>().take()));
                    simulation.run();
                })
                .patience(Duration.ofSeconds(1));
        String text = blocking.run(1).failure().toString();
        assertTrue(text.contains("task 'stuck' has been in one step"), text);
        assertTrue(text.contains("SimulatedFibersTest"), text);
    }
}
