package dev.secretariat.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Deadline;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import dev.secretariat.fiber.Fiber;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.simulation.Simulation;
import dev.secretariat.simulation.SimulationScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Locks, permits and latches among tasks that fail, are cancelled and are late at any step, beside a model that counts: nothing leaks, and nobody is stuck. */
class LockFaultsTest {
    private static final int SEEDS = Integer.getInteger("sync.seeds", 400);

    enum Kind {
        MUTEX(1) {
            @Override
            Keeper create() {
                return new Mutex();
            }

            @Override
            int draw(RandomGenerator random) {
                return 1;
            }
        },
        PERMITS(3) {
            @Override
            Keeper create() {
                return new Permits(3);
            }

            @Override
            int draw(RandomGenerator random) {
                return 1 + random.nextInt(3);
            }
        },
        READ_WRITE_LOCK(Integer.MAX_VALUE) {
            @Override
            Keeper create() {
                return new ReadWriteLock();
            }

            @Override
            int draw(RandomGenerator random) {
                return random.nextInt(3) == 0 ? Integer.MAX_VALUE : 1;
            }
        };

        final int all;

        Kind(int all) {
            this.all = all;
        }

        abstract Keeper create();

        abstract int draw(RandomGenerator random);
    }

    /** What is held, as those know who hold it, and who has asked for something in which order. */
    private static final class Model {
        private final Kind kind;
        private final Keeper keeper;
        private final Mishaps mishaps;
        private final RandomGenerator random;
        private final List<Object> asked = new ArrayList<>();
        private long held;

        Model(Kind kind, Mishaps mishaps, RandomGenerator random) {
            this.kind = kind;
            this.keeper = kind.create();
            this.mishaps = mishaps;
            this.random = random;
        }

        Hold request(int permits, Worker worker) {
            Hold hold = keeper.request(permits, worker.task());
            asked.add(hold);
            return hold;
        }

        void takes(Hold hold) {
            assertTrue(hold.isHeld());
            // First in, first out: whoever asked before this one has been granted it, or has left.
            for (Object each : asked.subList(0, asked.indexOf(hold)))
                assertFalse(((Hold) each).isWaiting(), "one has overtaken another");
            held += hold.permits;
            assertTrue(held <= kind.all, () -> held + " are held");
        }

        void gives(Hold hold) {
            held -= hold.permits;
            hold.close();
        }
    }

    private static final class InSteps extends Mishaps.Fragile<Void> {
        private final Model model;
        private int rounds = 3;
        private int steps;
        private boolean has;
        private @Nullable Hold hold;

        InSteps(Model model) {
            super(model.mishaps);
            this.model = model;
        }

        @Override
        Step<Void> next(Worker worker) {
            if (hold == null) hold = model.request(model.kind.draw(model.random), worker);
            if (!hold.isHeld()) return Step.await(hold);
            if (!has) model.takes(hold);
            has = true;
            if (steps++ % 3 < 2) return Step.yieldNow();
            cleanUp();
            return --rounds > 0 ? Step.yieldNow() : Step.done();
        }

        @Override
        void cleanUp() {
            Hold mine = hold;
            hold = null;
            if (mine == null) return;
            if (has) model.gives(mine);
            else mine.close();
            has = false;
        }
    }

    private static Task<Void> inAFiber(Model model) {
        return Fibers.run(fiber -> {
            for (int round = 0; round < 3; round++) {
                Hold hold = model.request(model.kind.draw(model.random), fiber.worker());
                try {
                    model.mishaps.strike(fiber.worker());
                    if (!waits(hold, fiber, model)) continue;
                    model.takes(hold);
                    try {
                        model.mishaps.strike(fiber.worker());
                        fiber.yieldNow();
                    } finally {
                        model.gives(hold);
                    }
                } finally {
                    hold.close();
                }
            }
        });
    }

    /** Waits, perhaps not for ever; says whether it has it. */
    private static boolean waits(Hold hold, Fiber fiber, Model model) {
        Deadline deadline = model.random.nextBoolean() ? fiber.deadline(Duration.ofMillis(2)) : null;
        try {
            while (!hold.isHeld()) {
                if (deadline == null) fiber.await(hold);
                else fiber.await(hold, deadline);
            }
            return true;
        } catch (TimeoutException late) {
            return false;
        }
    }

    private static Task<Void> inTheLibrarysWay(Model model) {
        return Fibers.run(fiber -> {
            for (int round = 0; round < 3; round++) {
                int permits = model.kind.draw(model.random);
                Hold hold = model.keeper.await(
                        model.keeper.request(permits, fiber.worker().task()), fiber);
                model.held += permits;
                try {
                    assertTrue(model.held <= model.kind.all, () -> model.held + " are held");
                    model.mishaps.strike(fiber.worker());
                    fiber.yieldNow();
                    model.mishaps.strike(fiber.worker());
                } finally {
                    model.gives(hold);
                }
            }
        });
    }

    private static void program(SimulationScheduler simulation, Kind kind) {
        RandomGenerator random = new SplittableRandom(simulation.seed());
        Mishaps mishaps = new Mishaps(simulation, random);
        Model model = new Model(kind, mishaps, random);
        for (int i = 0; i < 8; i++) {
            mishaps.submit(
                    "task " + i,
                    switch (random.nextInt(3)) {
                        case 0 -> new InSteps(model);
                        case 1 -> inAFiber(model);
                        default -> inTheLibrarysWay(model);
                    });
        }
        mishaps.run();
        mishaps.check();
        assertEquals(0, model.held);
        Line line = model.keeper.line;
        assertEquals(kind.all, line.permits(), line::toString);
        assertEquals(0, line.waiting() + line.length(), line::toString);
    }

    @ParameterizedTest
    @EnumSource
    void nothingLeaksAndNobodyIsStuck(Kind kind) {
        Simulation.of(simulation -> program(simulation, kind))
                .workers(2)
                .faults(Mishaps.FAULTS)
                .check(SEEDS);
    }

    // ---- Latches ----

    /** Counts down at its end, whatever that is. */
    private static final class CountsDown extends Mishaps.Fragile<Void> {
        private final Latch latch;
        private final int[] left;
        private int steps = 3;

        CountsDown(Mishaps mishaps, Latch latch, int[] left) {
            super(mishaps);
            this.latch = latch;
            this.left = left;
        }

        @Override
        Step<Void> next(Worker worker) {
            if (steps-- > 0) return Step.yieldNow();
            cleanUp();
            return Step.done();
        }

        @Override
        void cleanUp() {
            if (steps == Integer.MIN_VALUE) return;
            steps = Integer.MIN_VALUE;
            left[0]--;
            latch.countDown();
        }
    }

    private static void latch(SimulationScheduler simulation) {
        RandomGenerator random = new SplittableRandom(simulation.seed());
        Mishaps mishaps = new Mishaps(simulation, random);
        int[] left = {1 + random.nextInt(4)};
        Latch latch = new Latch(left[0]);
        for (int i = 0; i < latch.count(); i++) {
            mishaps.submit("counts " + i, new CountsDown(mishaps, latch, left));
        }
        for (int i = 0; i < 4; i++) {
            mishaps.submit("waits " + i, Fibers.run(fiber -> {
                mishaps.strike(fiber.worker());
                latch.await(fiber);
                assertEquals(0, left[0]);
                mishaps.strike(fiber.worker());
            }));
        }
        mishaps.run();
        mishaps.check();
        assertTrue(latch.isOpen(), latch::toString);
    }

    @Test
    void aLatchOpensWhenAllHaveCountedDownHoweverTheyEnd() {
        Simulation.of(LockFaultsTest::latch).workers(2).faults(Mishaps.FAULTS).check(SEEDS);
    }
}
