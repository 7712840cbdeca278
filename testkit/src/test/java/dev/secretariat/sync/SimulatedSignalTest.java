package dev.secretariat.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Worker;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.simulation.Simulation;
import dev.secretariat.simulation.SimulationScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Signals and barriers in thousands of orders, with cancellation anywhere: nobody sleeps beside what they wait for. */
class SimulatedSignalTest {
    private static final int SEEDS = Integer.getInteger("sync.seeds", 2_000);

    private static final class Stock {
        private final Signal changed = new Signal();
        private int left;
        private int taken;
        private boolean isClosed;

        /** Takes one, if there is one; true also if none will come. */
        boolean take() {
            if (left > 0) {
                left--;
                taken++;
                return true;
            }
            return isClosed;
        }
    }

    private static final class Buyer implements Task<Void> {
        private final Stock stock;
        private Signal.@Nullable Wait turn;

        Buyer(Stock stock) {
            this.stock = stock;
        }

        @Override
        public Step<Void> step(Worker worker) {
            Signal.Wait mine = turn;
            if (mine == null) turn = mine = stock.changed.request(worker);
            if (stock.take()) {
                if (mine.isGiven()) mine.use();
                mine.close();
                return Step.done();
            }
            if (!mine.isGiven()) return Step.await(mine);
            mine.use(); // it was for what another one has taken
            turn = null;
            return Step.goOn();
        }

        @Override
        public Step<?> onCancel(Worker worker) {
            if (turn != null) turn.close();
            return Step.done();
        }
    }

    private static void buyers(SimulationScheduler simulation) {
        RandomGenerator random = new SplittableRandom(simulation.seed());
        Stock stock = new Stock();
        List<TaskHandle<Void>> buyers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Task<Void> buyer =
                    i % 2 == 0 ? new Buyer(stock) : Fibers.run(fiber -> stock.changed.await(fiber, stock::take));
            buyers.add(simulation.submit("buyer-" + i, buyer));
        }
        int added = random.nextInt(6);
        simulation.submit("adds", Fibers.run(fiber -> {
            for (int i = 0; i < added; i++) {
                stock.left++;
                stock.changed.one();
                if (random.nextBoolean()) fiber.yieldNow();
            }
        }));
        simulation.submit("canceller", Fibers.run(fiber -> {
            for (int i = random.nextInt(4); i > 0; i--) {
                buyers.get(random.nextInt(buyers.size())).cancel();
                fiber.yieldNow();
            }
        }));
        simulation.submit("closes", Fibers.run(fiber -> {
            fiber.sleep(Duration.ofMillis(1)); // comes when nothing else can be done
            assertTrue(stock.left == 0 || stock.changed.waiting() == 0, stock.changed::toString);
            stock.isClosed = true;
            stock.changed.all();
        }));
        simulation.run();
        assertEquals(added, stock.left + stock.taken);
        assertEquals(0, stock.changed.waiting());
    }

    @Test
    void nobodySleepsBesideTheStock() {
        Simulation.of(SimulatedSignalTest::buyers).workers(2).check(SEEDS);
    }

    private static void players(SimulationScheduler simulation) {
        RandomGenerator random = new SplittableRandom(simulation.seed());
        int parties = 2 + random.nextInt(3);
        int rounds = 3;
        Barrier barrier = new Barrier(parties);
        int[] round = new int[parties];
        List<TaskHandle<Void>> players = new ArrayList<>();
        for (int i = 0; i < parties; i++) {
            int player = i;
            players.add(simulation.submit("player-" + i, Fibers.run(fiber -> {
                for (int k = 1; k <= rounds; k++) {
                    round[player] = k;
                    barrier.await(fiber);
                    for (int other : round) {
                        boolean left = other == -1 || other == 0; // or is about to be seen to have
                        assertTrue(left || Math.abs(other - k) <= 1);
                    }
                    if (random.nextBoolean()) fiber.yieldNow();
                }
            })));
        }
        for (int i = 0; i < parties; i++) {
            int player = i;
            simulation.submit("referee-" + i, Fibers.run(fiber -> {
                TaskHandle<Void> watched = players.get(player);
                while (!watched.isDone()) fiber.awaitAny(watched);
                if (watched.state() != TaskState.CANCELLED) return;
                round[player] = -1;
                barrier.leave();
            }));
        }
        simulation.submit("canceller", Fibers.run(fiber -> {
            for (int i = random.nextInt(4); i > 0; i--) fiber.yieldNow();
            if (random.nextBoolean()) players.get(random.nextInt(parties)).cancel();
        }));
        simulation.run();
        assertEquals(0, barrier.waiting());
        for (int each : round) assertTrue(each == rounds || each == -1, () -> "stuck in round " + each);
    }

    @Test
    void allComeToTheEndThoughOneLeaves() {
        Simulation.of(SimulatedSignalTest::players).workers(2).check(SEEDS);
    }
}
