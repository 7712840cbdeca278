package dev.secretariat.fiber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.secretariat.simulation.Run;
import dev.secretariat.simulation.Simulation;
import dev.secretariat.simulation.SimulationFailure;
import dev.secretariat.simulation.SimulationScheduler;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Monitors that mounted bodies contend for: the seed decides who enters next. */
@Timeout(120)
@SuppressWarnings("ThreadPriorityCheck") // a yield is a step here
class MonitorsInSimulationTest {
    @BeforeEach
    void needsMountedFibers() {
        String lack = Carriers.lack(Carrier.MOUNTED);
        assumeTrue(lack == null, lack);
    }

    private static FiberTask<Void> fiber(FiberAction action) {
        FiberBody<Void> body = fiber -> {
            action.run(fiber);
            return null;
        };
        return new FiberTask<>(body, action, Carrier.MOUNTED);
    }

    /** Random visits of three monitors, in nested order, with waits of several kinds in them. */
    private static void visits(SimulationScheduler simulation, List<String> log) {
        Object[] monitors = {new Object(), new Object(), new Object()};
        ReentrantLock lock = new ReentrantLock();
        for (int i = 0; i < 4; i++) {
            int number = i;
            simulation.submit("visitor-" + i, fiber(fiber -> {
                for (int round = 0; round < 4; round++) {
                    RandomGenerator random = fiber.worker().random();
                    int outer = random.nextInt(monitors.length);
                    int inner = outer + random.nextInt(monitors.length - outer);
                    synchronized (monitors[outer]) {
                        if (random.nextBoolean()) fiber.yieldNow();
                        synchronized (monitors[inner]) {
                            log.add(number + " in " + outer + inner);
                            if (random.nextBoolean()) Thread.yield();
                        }
                        if (random.nextInt(4) == 0) {
                            lock.lock();
                            try {
                                fiber.yieldNow();
                            } finally {
                                lock.unlock();
                            }
                        }
                    }
                    log.add(number + " out");
                }
            }));
        }
    }

    @Test
    void aSeedGivesTheSameRunEachTime() {
        Set<List<String>> orders = new HashSet<>();
        for (long seed = 0; seed < 20; seed++) {
            List<String> first = null;
            Run same = null;
            for (int time = 0; time < 10; time++) {
                List<String> log = new ArrayList<>();
                Run run = Simulation.of(simulation -> visits(simulation, log))
                        .workers(2)
                        .run(seed);
                assertFalse(run.hasFailed(), run::toString);
                if (first == null) first = log;
                if (same == null) same = run;
                assertEquals(first, log);
                assertEquals(same.traceHash(), run.traceHash());
                assertEquals(same.schedule(), run.schedule());
            }
            orders.add(first);
        }
        assertEquals(20, orders.size());
    }

    @Test
    void whoEntersNextIsChosen() {
        Set<List<Integer>> orders = new HashSet<>();
        Simulation.of(simulation -> {
                    Object monitor = new Object();
                    List<Integer> order = new ArrayList<>();
                    for (int i = 0; i < 3; i++) {
                        int number = i;
                        simulation.submit(fiber(fiber -> {
                            synchronized (monitor) {
                                order.add(number);
                                fiber.yieldNow();
                                order.add(number);
                            }
                        }));
                    }
                    simulation.run();
                    for (int i = 0; i < 6; i += 2) assertEquals(order.get(i), order.get(i + 1));
                    orders.add(order);
                })
                .check(200);
        assertEquals(6, orders.size());
    }

    @Test
    void anUpdateThatIsLostBetweenTwoMonitorsIsFound() {
        Simulation program = Simulation.of(simulation -> {
            Object monitor = new Object();
            int[] balance = {100};
            for (int i = 0; i < 2; i++) {
                simulation.submit("transfer", fiber(fiber -> {
                    int read;
                    synchronized (monitor) {
                        read = balance[0];
                        fiber.yieldNow();
                    }
                    Thread.yield();
                    synchronized (monitor) {
                        balance[0] = read - 30;
                    }
                }));
            }
            simulation.run();
            assertEquals(40, balance[0]);
        });
        String text =
                assertThrows(SimulationFailure.class, () -> program.check(1000)).getMessage();
        assertTrue(text.contains("expected: <40> but was: <70>"), text);
        assertTrue(text.contains("Schedule.parse"), text);
    }

    @Test
    void aDeadlockOfMonitorsIsToldWithTheLines() {
        Simulation program = Simulation.of(simulation -> {
            Object left = new Object();
            Object right = new Object();
            simulation.submit("one", fiber(fiber -> both(left, right)));
            simulation.submit("other", fiber(fiber -> both(right, left)));
            simulation.run();
        });
        String text =
                assertThrows(SimulationFailure.class, () -> program.check(1000)).getMessage();
        assertTrue(text.contains("'one', at MonitorsInSimulationTest.java:"), text);
        assertTrue(text.contains("'other', at MonitorsInSimulationTest.java:"), text);
        assertTrue(text.contains("waits for a monitor"), text);
    }

    private static void both(Object first, Object second) {
        synchronized (first) {
            Thread.yield(); // between the two is where the other one comes
            synchronized (second) {
                second.notifyAll();
            }
        }
    }

    /** A queue as it was written before java.util.concurrent. */
    private static final class OldQueue {
        private final Queue<Integer> items = new ArrayDeque<>();

        synchronized void put(int item) throws InterruptedException {
            while (items.size() == 2) wait();
            items.add(item);
            Thread.yield();
            notifyAll();
        }

        synchronized int take() throws InterruptedException {
            while (items.isEmpty()) wait();
            int item = items.remove();
            notifyAll();
            return item;
        }
    }

    @Test
    void waitAndNotifyAreOrderedToo() {
        for (long seed = 0; seed < 20; seed++) {
            List<Integer> taken = new ArrayList<>();
            List<Integer> again = new ArrayList<>();
            Run one = old(taken).run(seed);
            Run other = old(again).run(seed);
            assertFalse(one.hasFailed(), one::toString);
            assertEquals(12, taken.size());
            assertEquals(taken, again);
            assertEquals(one.traceHash(), other.traceHash());
        }
    }

    private static Simulation old(List<Integer> taken) {
        return Simulation.of(simulation -> {
                    OldQueue queue = new OldQueue();
                    for (int i = 0; i < 3; i++) {
                        int number = i;
                        simulation.submit("producer-" + i, fiber(fiber -> {
                            for (int j = 0; j < 4; j++) queue.put(10 * number + j);
                        }));
                        simulation.submit("consumer-" + i, fiber(fiber -> {
                            for (int j = 0; j < 4; j++) taken.add(queue.take());
                        }));
                    }
                })
                .workers(2);
    }

    /** The classic mistake: notify() wakes a consumer where it was meant for a producer. */
    @Test
    void aNotifyThatReachesTheWrongOneIsFound() {
        Simulation program = Simulation.of(simulation -> {
            Queue<Integer> items = new ArrayDeque<>();
            for (int i = 0; i < 2; i++) {
                simulation.submit("producer", fiber(fiber -> {
                    for (int j = 0; j < 2; j++) {
                        synchronized (items) {
                            while (items.size() == 1) items.wait();
                            items.add(j);
                            items.notify();
                        }
                    }
                }));
                simulation.submit("consumer", fiber(fiber -> {
                    for (int j = 0; j < 2; j++) {
                        synchronized (items) {
                            while (items.isEmpty()) items.wait();
                            items.remove();
                            items.notify();
                        }
                    }
                }));
            }
        });
        String text =
                assertThrows(SimulationFailure.class, () -> program.check(1000)).getMessage();
        assertTrue(text.contains("Object.wait"), text);
    }

    @Test
    void aProgramMayNotifyBetweenTwoDrives() {
        Simulation.of(simulation -> {
                    Object monitor = new Object();
                    int[] notified = {0};
                    List<Integer> order = new ArrayList<>();
                    for (int i = 0; i < 3; i++) {
                        int number = i;
                        simulation.submit(fiber(fiber -> {
                            synchronized (monitor) {
                                while (notified[0] == 0) monitor.wait();
                            }
                            order.add(number);
                        }));
                    }
                    simulation.run();
                    assertEquals(List.of(), order);
                    synchronized (monitor) {
                        notified[0]++;
                        monitor.notifyAll();
                    }
                    simulation.run();
                    assertEquals(3, order.size());
                })
                .check(50);
    }

    @Test
    void aProgramThatHoldsAMonitorWhileItDrivesKeepsIt() {
        Simulation.of(simulation -> {
                    Object monitor = new Object();
                    List<String> log = new ArrayList<>();
                    for (int i = 0; i < 2; i++) {
                        simulation.submit(fiber(fiber -> {
                            fiber.yieldNow();
                            synchronized (monitor) {
                                log.add("body");
                                fiber.yieldNow();
                            }
                        }));
                    }
                    synchronized (monitor) {
                        simulation.run();
                        assertTrue(Thread.holdsLock(monitor));
                        log.add("program");
                    }
                    assertFalse(Thread.holdsLock(monitor));
                    simulation.run();
                    assertEquals(List.of("program", "body", "body"), log);
                })
                .check(100);
    }

    @Test
    void oneThatIsCancelledWhileItWaitsForAMonitorEndsWhenItHasHadIt() {
        for (long seed = 0; seed < 50; seed++) {
            Run one = cancelled().run(seed);
            assertFalse(one.hasFailed(), one::toString);
            assertEquals(one.traceHash(), cancelled().run(seed).traceHash());
        }
    }

    private static Simulation cancelled() {
        return Simulation.of(simulation -> {
            Object monitor = new Object();
            simulation.submit(fiber(fiber -> {
                synchronized (monitor) {
                    for (int i = 0; i < 3; i++) fiber.yieldNow();
                }
            }));
            var waiting = simulation.submit(fiber(fiber -> {
                fiber.yieldNow();
                synchronized (monitor) {
                    fiber.yieldNow();
                }
            }));
            simulation.submit(fiber(fiber -> {
                fiber.yieldNow();
                waiting.cancel();
            }));
            simulation.run();
        });
    }
}
