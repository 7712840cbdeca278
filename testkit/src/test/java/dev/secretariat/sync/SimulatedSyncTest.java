package dev.secretariat.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import dev.secretariat.fiber.Fiber;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.simulation.DeadlockError;
import dev.secretariat.simulation.Exploration;
import dev.secretariat.simulation.Simulation;
import dev.secretariat.simulation.SimulationFailure;
import dev.secretariat.simulation.SimulationScheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Permits and mutexes in thousands of orders, beside a model that counts. */
class SimulatedSyncTest {
    private static final int SEEDS = Integer.getInteger("sync.seeds", 3_000);
    private static final int PERMITS = 3;

    /** What is known from outside: who has asked and not left, in order, and how many permits are out. */
    private static final class Model {
        private final List<Object> line = new ArrayList<>();
        private int out;

        void asks(Object who) {
            line.add(who);
        }

        void leaves(Object who) {
            line.remove(who);
        }

        void takes(Object who, int permits) {
            assertTrue(line.indexOf(who) >= 0);
            line.remove(who);
            out += permits;
            assertTrue(out <= PERMITS, () -> out + " are out");
        }

        void gives(int permits) {
            out -= permits;
        }
    }

    /** Asks, holds over some steps, and gives back; cancelled anywhere. */
    private static final class Client implements Task<Void> {
        private final Permits permits;
        private final Model model;
        private final int count;
        private int rounds;
        private int holds;
        private boolean has;
        private @Nullable Hold hold;

        Client(Permits permits, Model model, int count, int rounds) {
            this.permits = permits;
            this.model = model;
            this.count = count;
            this.rounds = rounds;
        }

        @Override
        public Step<Void> step(Worker worker) {
            Hold mine = hold;
            if (mine == null) {
                model.asks(this);
                hold = mine = permits.request(worker, count);
                holds = 2;
            }
            if (!mine.isHeld()) return Step.await(mine);
            if (!has) model.takes(this, count);
            has = true;
            if (holds-- > 0) return Step.yieldNow();
            giveBack(mine);
            return --rounds > 0 ? Step.yieldNow() : Step.done();
        }

        private void giveBack(Hold mine) {
            if (has) model.gives(count);
            else model.leaves(this);
            has = false;
            hold = null;
            mine.close();
        }

        @Override
        public Step<?> onCancel(Worker worker) {
            Hold mine = hold;
            if (mine != null) giveBack(mine);
            return Step.done();
        }
    }

    private static void clients(SimulationScheduler simulation) {
        RandomGenerator random = new SplittableRandom(simulation.seed());
        Permits permits = new Permits(PERMITS);
        Model model = new Model();
        List<TaskHandle<Void>> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int count = 1 + random.nextInt(PERMITS);
            int rounds = 1 + random.nextInt(3);
            Task<Void> client = i % 2 == 0
                    ? new Client(permits, model, count, rounds)
                    : Fibers.run(fiber -> {
                        for (int round = 0; round < rounds; round++) {
                            try (Hold hold = permits.acquire(fiber, count)) {
                                model.out += count;
                                assertTrue(hold.isHeld() && model.out <= PERMITS);
                                try {
                                    fiber.yieldNow();
                                } finally {
                                    model.out -= count;
                                }
                            }
                        }
                    });
            all.add(simulation.submit("client-" + i, client));
        }
        simulation.submit("canceller", Fibers.run(fiber -> {
            for (int i = 0; i < 3; i++) {
                all.get(random.nextInt(all.size())).cancel();
                fiber.yieldNow();
            }
        }));
        simulation.run();
        assertEquals(PERMITS, permits.available(), permits::toString);
        assertEquals(0, permits.waiting());
        assertEquals(0, permits.line.length());
        assertEquals(0, model.out);
    }

    @Test
    void noOrderLosesAPermitOrGivesOneTwice() {
        Simulation.of(SimulatedSyncTest::clients).workers(2).check(SEEDS);
    }

    @Test
    void everyOrderOfTwoWithOneCancelled() {
        Exploration exploration = Simulation.of(simulation -> {
                    Permits permits = new Permits(1);
                    Model model = new Model();
                    TaskHandle<Void> first = simulation.submit("first", new Client(permits, model, 1, 1));
                    simulation.submit("second", new Client(permits, model, 1, 1));
                    simulation.submit("canceller", Task.run(first::cancel));
                    simulation.run();
                    assertEquals(1, permits.available());
                    assertEquals(0, permits.waiting());
                })
                .explore(4, 20_000);
        assertTrue(exploration.isComplete(), exploration.toString());
    }

    /** Each takes one of two mutexes, then wants the other's: the report names both and the circle. */
    @Test
    void aDeadlockNamesWhoHoldsWhat() {
        SimulationFailure failure = assertThrows(
                SimulationFailure.class,
                () -> Simulation.of(simulation -> {
                            Mutex left = new Mutex();
                            Mutex right = new Mutex();
                            simulation.submit("anna", inTurn(left, right));
                            simulation.submit("bert", inTurn(right, left));
                            simulation.run();
                        })
                        .check(1000));
        assertNotNull(failure.getCause());
        assertTrue(failure.getCause() instanceof DeadlockError, failure.getCause()::toString);
        String text = failure.getCause().getMessage();
        assertTrue(text.contains("held by 'anna'") && text.contains("held by 'bert'"), text);
    }

    private static Task<Void> inTurn(Mutex one, Mutex other) {
        return Fibers.run(fiber -> {
            try (Hold first = one.lock(fiber)) {
                fiber.yieldNow();
                try (Hold second = other.lock(fiber)) {
                    assertTrue(first.isHeld() && second.isHeld());
                }
            }
        });
    }

    /** A lock that is free is no wait, but what others do to it may come before. */
    @Test
    void othersComeInBetweenTwoLocksOfAFiber() {
        deadlocks(() -> {
            Mutex one = new Mutex();
            Mutex other = new Mutex();
            return List.of(inBoth(one::lock, other::lock), inBoth(other::lock, one::lock));
        });
        deadlocks(() -> {
            Permits one = new Permits(1);
            Permits other = new Permits(1);
            return List.of(inBoth(one::acquire, other::acquire), inBoth(other::acquire, one::acquire));
        });
        deadlocks(() -> {
            ReadWriteLock one = new ReadWriteLock();
            ReadWriteLock other = new ReadWriteLock();
            return List.of(inBoth(one::read, other::write), inBoth(other::read, one::write));
        });
        deadlocks(() -> {
            ReadWriteLock one = new ReadWriteLock();
            ReadWriteLock other = new ReadWriteLock();
            return List.of(inBoth(one::write, other::read), inBoth(other::write, one::read));
        });
    }

    private static void deadlocks(Supplier<List<Task<Void>>> tasks) {
        Exploration exploration = Simulation.of(simulation -> {
                    tasks.get().forEach(simulation::submit);
                    simulation.run();
                })
                .explore(1, 100);
        Throwable failure = exploration.failing().orElseThrow().failure().orElseThrow();
        assertTrue(failure instanceof DeadlockError, failure::toString);
    }

    private static Task<Void> inBoth(Function<Fiber, Hold> one, Function<Fiber, Hold> other) {
        return Fibers.run(fiber -> {
            try (Hold first = one.apply(fiber);
                    Hold second = other.apply(fiber)) {
                assertTrue(first.isHeld() && second.isHeld());
            }
        });
    }
}
