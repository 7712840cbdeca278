package dev.secretariat.fiber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.secretariat.simulation.Exploration;
import dev.secretariat.simulation.Run;
import dev.secretariat.simulation.Simulation;
import dev.secretariat.simulation.SimulationFailure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ordinary blocking code in the bodies of mounted fibers, in the orders that the seeds choose. */
@SuppressWarnings("ThreadPriorityCheck") // a yield is a step here
class BlockingInSimulationTest {
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

    @Test
    void locksQueuesLatchesAndFuturesBlockTheBodyAlone() {
        Simulation program = Simulation.of(simulation -> {
                    BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(2);
                    Semaphore permits = new Semaphore(1);
                    CountDownLatch all = new CountDownLatch(3);
                    CompletableFuture<String> future = new CompletableFuture<>();
                    int[] sum = {0};
                    for (int i = 0; i < 3; i++) {
                        simulation.submit("producer", fiber(fiber -> {
                            for (int j = 1; j <= 3; j++) {
                                queue.put(j);
                                Thread.yield();
                            }
                            all.countDown();
                        }));
                    }
                    simulation.submit("consumer", fiber(fiber -> {
                        for (int j = 0; j < 9; j++) {
                            permits.acquire();
                            sum[0] += queue.take();
                            permits.release();
                        }
                        all.await();
                        future.complete("end");
                    }));
                    simulation.submit("reader", fiber(fiber -> assertEquals("end", future.get())));
                    simulation.run();
                    assertEquals(18, sum[0]);
                })
                .workers(2);
        program.check(200);
        for (long seed = 0; seed < 20; seed++)
            assertEquals(program.run(seed).traceHash(), program.run(seed).traceHash());
    }

    @Test
    void whoGetsALockNextIsSearched() {
        Set<List<Integer>> orders = new HashSet<>();
        Exploration exploration = Simulation.of(simulation -> {
                    ReentrantLock lock = new ReentrantLock();
                    List<Integer> order = new ArrayList<>();
                    for (int i = 0; i < 3; i++) {
                        int number = i;
                        simulation.submit(fiber(fiber -> {
                            lock.lock();
                            try {
                                order.add(number);
                                fiber.yieldNow();
                                order.add(number);
                            } finally {
                                lock.unlock();
                            }
                        }));
                    }
                    simulation.run();
                    for (int i = 0; i < 6; i += 2) assertEquals(order.get(i), order.get(i + 1));
                    orders.add(order);
                })
                .explore(4, 10_000);
        assertTrue(exploration.isComplete(), exploration.toString());
        assertEquals(6, orders.size());
    }

    @Test
    void aDeadlockOfLocksIsToldWithTheLines() {
        Simulation program = Simulation.of(simulation -> {
            ReentrantLock left = new ReentrantLock();
            ReentrantLock right = new ReentrantLock();
            simulation.submit("one", fiber(fiber -> both(left, right)));
            simulation.submit("other", fiber(fiber -> both(right, left)));
            simulation.run();
        });
        String text =
                assertThrows(SimulationFailure.class, () -> program.check(1000)).getMessage();
        assertTrue(text.contains("'one', at BlockingInSimulationTest.java:"), text);
        assertTrue(text.contains("'other', at BlockingInSimulationTest.java:"), text);
        assertTrue(text.contains("ReentrantLock.lock"), text);
    }

    private static void both(ReentrantLock first, ReentrantLock second) {
        first.lock();
        try {
            Thread.yield(); // between the two is where the other one comes
            second.lock();
            try {
                second.newCondition().signal();
            } finally {
                second.unlock();
            }
        } finally {
            first.unlock();
        }
    }

    @Test
    void ordinaryThreadsRunInTheOrderOfTheSeed() {
        Set<List<Integer>> orders = new HashSet<>();
        Simulation program = Simulation.of(simulation -> {
            ReentrantLock lock = new ReentrantLock();
            List<Integer> order = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int number = i;
                threads.add(simulation.asThreadFactory().newThread(() -> {
                    Thread.yield();
                    lock.lock();
                    try {
                        order.add(number);
                    } finally {
                        lock.unlock();
                    }
                }));
            }
            for (Thread thread : threads) thread.start();
            simulation.run();
            for (Thread thread : threads) assertEquals(Thread.State.TERMINATED, thread.getState());
            orders.add(order);
        });
        program.check(200);
        assertEquals(6, orders.size());
        assertEquals(program.run(7).traceHash(), program.run(7).traceHash());
    }

    @Test
    void aThreadThatIsAskedToEndIsInterruptedAndNobodyElse() {
        List<String> seen = new ArrayList<>();
        Run run = Simulation.of(simulation -> {
                    simulation
                            .asThreadFactory()
                            .newThread(() -> {
                                try {
                                    new CountDownLatch(1).await();
                                } catch (InterruptedException told) {
                                    seen.add("told");
                                    Thread.currentThread().interrupt();
                                }
                            })
                            .start();
                    simulation.step();
                    simulation.shutdownNow();
                    simulation.run();
                    seen.add("driver " + Thread.interrupted());
                })
                .run(1);
        assertFalse(run.hasFailed(), run::toString);
        assertEquals(List.of("told", "driver false"), seen);
    }

    @Test
    void aThreadThatFailsFailsTheRun() {
        Simulation program = Simulation.of(simulation -> {
            simulation
                    .asThreadFactory()
                    .newThread(() -> {
                        throw new IllegalStateException("of the thread");
                    })
                    .start();
            simulation.run();
        });
        assertTrue(program.run(1).failure().toString().contains("of the thread"));
    }

    @Test
    void aTimedWaitIsNotTakenForASimulatedOne() {
        Simulation program = Simulation.of(simulation -> {
            simulation.submit("waits", fiber(fiber -> new CountDownLatch(1).await(1, TimeUnit.DAYS)));
            simulation.run();
        });
        Run run = program.run(1);
        assertTrue(run.hasFailed());
        String text = run.failure().toString();
        assertTrue(text.contains("by the clock of the JVM"), text);
        assertFalse(text.contains("in a circle"), text);
    }
}
