package dev.secretariat.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Step;
import dev.secretariat.TaskHandle;
import dev.secretariat.cooperative.CooperativeScheduler;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.simulation.Simulation;
import dev.secretariat.simulation.SimulationScheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Programs from the bug reports of other libraries' locks; docs/bugs-of-other-pools.md has the list. */
class BugsOfOtherLocksTest {
    private static final int SEEDS = 500;

    private static void inManyOrders(Consumer<SimulationScheduler> program) {
        Simulation.of(program::accept).workers(2).check(SEEDS);
    }

    @Test
    void whoIsCancelledAsTheLockComesDoesNotUnlockAnother_kotlinxcoroutines4145() {
        inManyOrders(simulation -> {
            Mutex mutex = new Mutex();
            int[] inside = new int[1];
            List<TaskHandle<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                tasks.add(simulation.submit(Fibers.run(fiber -> {
                    try (Hold held = mutex.lock(fiber)) {
                        assertTrue(held.isHeld());
                        assertEquals(1, ++inside[0]);
                        try {
                            fiber.yieldNow();
                        } finally {
                            inside[0]--;
                        }
                    }
                })));
            }
            simulation.submit(Fibers.run(fiber -> {
                tasks.get(1).cancel();
                fiber.yieldNow();
                tasks.get(2).cancel();
            }));
            simulation.run();
            assertFalse(mutex.isHeld());
            assertEquals(0, mutex.waiting());
        });
    }

    /** Each gives it back in the wake that it comes with: as many as there are, one after the other, and not one inside the other. */
    @Test
    void aHundredThousandWhoGiveItBackAtOnceTakeNoStack_coroutinesexamples94() {
        Permits permits = new Permits(0);
        int[] held = new int[1];
        for (int i = 0; i < 100_000; i++) {
            Hold hold = permits.request(1, "a test");
            assertTrue(hold.register(() -> {
                held[0]++;
                hold.close();
            }));
        }
        permits.add(1);
        assertEquals(100_000, held[0]);
        assertEquals(1, permits.available());
    }

    @Test
    void aPermitThatIsGivenBackAsAWaiterIsCancelledIsNotLost_kotlinxcoroutines1477() {
        inManyOrders(simulation -> {
            Permits permits = new Permits(1);
            Hold first = Objects.requireNonNull(permits.tryAcquire());
            TaskHandle<Void> waits =
                    simulation.submit(Fibers.run(fiber -> permits.acquire(fiber).close()));
            simulation.submit(Fibers.run(fiber -> waits.cancel()));
            simulation.submit(Fibers.run(fiber -> first.close()));
            simulation.run();
            assertEquals(1, permits.available());
            assertEquals(0, permits.waiting());
        });
    }

    @Test
    void whoIsCancelledAsTheLockComesHandsItOn_catseffect3554() {
        inManyOrders(simulation -> {
            Mutex mutex = new Mutex();
            Hold first = Objects.requireNonNull(mutex.tryLock());
            TaskHandle<Void> cancelled =
                    simulation.submit(Fibers.run(fiber -> mutex.lock(fiber).close()));
            TaskHandle<Void> next =
                    simulation.submit(Fibers.run(fiber -> mutex.lock(fiber).close()));
            simulation.submit(Fibers.run(fiber -> cancelled.cancel()));
            simulation.submit(Fibers.run(fiber -> first.close()));
            simulation.run();
            assertNull(next.result());
            assertFalse(mutex.isHeld());
        });
    }

    /** F1 has it, F2 to F4 wait; F2 leaves, then F3: the lock is F1's all the same, and comes to F4 next. */
    @Test
    void whoLeavesOneAfterTheOtherWakesNobodyElse_catseffect3562() {
        Permits mutex = new Permits(1);
        Hold first = Objects.requireNonNull(mutex.tryAcquire());
        List<Hold> waiting = new ArrayList<>();
        for (int i = 0; i < 10; i++) waiting.add(mutex.request(1, "a test"));
        waiting.get(0).close();
        waiting.get(1).close();
        for (Hold each : waiting) assertFalse(each.isHeld());
        first.close();
        for (int i = 2; i < 10; i++) { // and the others keep their order
            for (int k = 2; k < 10; k++) assertEquals(k == i, waiting.get(k).isHeld());
            waiting.get(i).close();
        }
        assertEquals(1, mutex.available());
    }

    @Test
    void whoWaitsForManyAndLeavesHasTakenNone_catseffect403() {
        Permits permits = new Permits(2);
        Hold three = permits.request(3, "a test");
        Hold one = permits.request(1, "a test");
        assertFalse(one.isHeld()); // nobody passes
        three.close();
        assertTrue(one.isHeld());
        assertEquals(1, permits.available());
        one.close();
        assertEquals(2, permits.available());
    }

    @Test
    void theLastWhoLeavesIsNotKept_catseffect3596() {
        Permits permits = new Permits(0);
        Hold only = permits.request(1, "a test");
        only.close();
        assertEquals(0, permits.line.length());
        assertEquals(0, permits.waiting());
    }

    @Test
    void aWakerMayAskAndGiveInTheMidstOfIt_tokio5429() {
        Permits permits = new Permits(0);
        Hold first = permits.request(1, "a test");
        Hold[] later = new Hold[1];
        assertTrue(first.register(() -> {
            later[0] = permits.request(1, "a test");
            permits.add(1);
        }));
        permits.add(1);
        assertTrue(first.isHeld());
        assertTrue(later[0].isHeld());

        Signal signal = new Signal();
        Signal.Wait waits = waitFor(signal);
        assertTrue(waits.register(signal::one));
        Signal.Wait second = waitFor(signal);
        assertTrue(signal.one());
        assertTrue(second.isGiven());
    }

    private static Signal.Wait waitFor(Signal signal) {
        CooperativeScheduler scheduler = CooperativeScheduler.create();
        TaskHandle<Signal.Wait> asks = scheduler.submit(worker -> Step.done(signal.request(worker)));
        scheduler.runUntilIdle();
        return asks.result();
    }

    /** Who waits again while all are woken waits for the next signal. */
    @Test
    void aSignalForAllIsForThoseWhoWaited_tokio5404() {
        Signal signal = new Signal();
        Signal.Wait[] again = new Signal.Wait[1];
        List<Signal.Wait> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) all.add(waitFor(signal));
        assertTrue(all.get(0).register(() -> again[0] = waitFor(signal)));
        assertEquals(100, signal.all());
        assertNotNull(again[0]);
        assertFalse(again[0].isGiven());
        assertEquals(1, signal.waiting());
    }

    @Test
    void aWriterWhoWaitsIsNotPassedByReaders_futuresrs2082() {
        ReadWriteLock lock = new ReadWriteLock();
        Hold reads = Objects.requireNonNull(lock.tryRead());
        CooperativeScheduler scheduler = CooperativeScheduler.create();
        TaskHandle<Hold> writes = scheduler.submit(worker -> Step.done(lock.requestWrite(worker)));
        scheduler.runUntilIdle();
        assertNull(lock.tryRead());
        reads.close();
        assertTrue(writes.result().isHeld());
    }

    @Test
    void aWriterWhoLeavesLetsTheReadersBehindItIn_asyncex134() {
        ReadWriteLock lock = new ReadWriteLock();
        Hold reads = Objects.requireNonNull(lock.tryRead());
        CooperativeScheduler scheduler = CooperativeScheduler.create();
        TaskHandle<Hold> writes = scheduler.submit(worker -> Step.done(lock.requestWrite(worker)));
        TaskHandle<Hold> behind = scheduler.submit(worker -> Step.done(lock.requestRead(worker)));
        scheduler.runUntilIdle();
        assertFalse(behind.result().isHeld());
        writes.result().close();
        assertTrue(behind.result().isHeld());
        assertTrue(reads.isHeld());
    }

    @Test
    void whoIsCancelledAsItTakesPermitsKeepsNone_effect6910() {
        inManyOrders(simulation -> {
            Permits permits = new Permits(3);
            List<TaskHandle<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                tasks.add(simulation.submit(Fibers.run(fiber -> {
                    try (Hold held = permits.acquire(fiber, 2)) {
                        assertTrue(held.isHeld());
                        fiber.yieldNow();
                    }
                })));
            }
            simulation.submit(Fibers.run(fiber -> tasks.forEach(TaskHandle::cancel)));
            simulation.run();
            assertEquals(3, permits.available());
        });
    }
}
