package dev.secretariat.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Step;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Worker;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.simulation.Simulation;
import dev.secretariat.simulation.SimulationScheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Signals and barriers among tasks that fail, are cancelled and are late at any step: nobody sleeps beside what they wait for. */
class SignalFaultsTest {
    private static final int SEEDS = Integer.getInteger("sync.seeds", 1_500);

    private static final class Stock {
        private final Signal changed = new Signal();
        private final Mishaps mishaps;
        private int added;
        private int left;
        private int taken;
        private boolean isClosed;

        Stock(Mishaps mishaps) {
            this.mishaps = mishaps;
        }

        /** Takes one, if there is one; true also if none will come. */
        boolean take(Worker worker) {
            mishaps.strike(worker);
            if (left == 0) return isClosed;
            left--;
            taken++;
            return true;
        }
    }

    private static final class Buyer extends Mishaps.Fragile<Void> {
        private final Stock stock;
        private Signal.@Nullable Wait turn;

        Buyer(Stock stock) {
            super(stock.mishaps);
            this.stock = stock;
        }

        @Override
        Step<Void> next(Worker worker) {
            Signal.Wait mine = turn;
            if (mine == null) turn = mine = stock.changed.request(worker);
            boolean has = stock.take(worker);
            if (!has && !mine.isGiven()) return Step.await(mine);
            mine.use(); // or it was for what another one has taken
            mine.close();
            turn = null;
            return has ? Step.done() : Step.goOn();
        }

        @Override
        void cleanUp() {
            if (turn != null) turn.close();
        }
    }

    private static void buyers(SimulationScheduler simulation) {
        RandomGenerator random = new SplittableRandom(simulation.seed());
        Mishaps mishaps = new Mishaps(simulation, random);
        Stock stock = new Stock(mishaps);
        for (int i = 0; i < 6; i++) {
            mishaps.submit(
                    "buyer " + i,
                    random.nextBoolean()
                            ? new Buyer(stock)
                            : Fibers.run(fiber -> stock.changed.await(fiber, () -> stock.take(fiber.worker()))));
        }
        int deliveries = random.nextInt(6);
        mishaps.submit("adds", Fibers.run(fiber -> {
            for (int i = 0; i < deliveries; i++) {
                mishaps.strike(fiber.worker());
                stock.added++;
                stock.left++;
                stock.changed.one();
                if (random.nextBoolean()) fiber.yieldNow();
            }
        }));
        mishaps.run();
        assertTrue(stock.left == 0 || stock.changed.waiting() == 0, () -> stock.left + " left, " + stock.changed);
        stock.isClosed = true;
        stock.changed.all();
        simulation.run();
        mishaps.check();
        assertEquals(stock.added, stock.left + stock.taken);
        assertEquals(0, stock.changed.waiting());
    }

    @Test
    void nobodySleepsBesideTheStock() {
        Simulation.of(SignalFaultsTest::buyers)
                .workers(2)
                .faults(Mishaps.FAULTS)
                .check(SEEDS);
    }

    private static final int ROUNDS = 3;

    private static final class Player extends Mishaps.Fragile<Void> {
        private final Barrier barrier;
        private final int[] rounds;
        private final int number;
        private Barrier.@Nullable Arrival arrival;

        Player(Mishaps mishaps, Barrier barrier, int[] rounds, int number) {
            super(mishaps);
            this.barrier = barrier;
            this.rounds = rounds;
            this.number = number;
        }

        @Override
        Step<Void> next(Worker worker) {
            if (arrival == null) {
                rounds[number]++;
                arrival = barrier.request(worker);
            }
            if (arrival.isWaiting()) return Step.await(arrival);
            arrival = null;
            checkThatAllHaveCome(rounds, rounds[number]);
            return rounds[number] < ROUNDS ? Step.yieldNow() : Step.done();
        }

        @Override
        void cleanUp() {
            if (arrival != null) arrival.close();
        }
    }

    private static void checkThatAllHaveCome(int[] rounds, int mine) {
        for (int other : rounds) assertTrue(other == LEFT || other >= mine, () -> other + " beside " + mine);
    }

    private static final int LEFT = -1;

    private static void players(SimulationScheduler simulation) {
        RandomGenerator random = new SplittableRandom(simulation.seed());
        Mishaps mishaps = new Mishaps(simulation, random);
        int parties = 2 + random.nextInt(3);
        Barrier barrier = new Barrier(parties);
        int[] rounds = new int[parties];
        List<TaskHandle<Void>> players = new ArrayList<>();
        for (int i = 0; i < parties; i++) {
            int player = i;
            players.add(mishaps.submit(
                    "player " + i,
                    random.nextBoolean()
                            ? new Player(mishaps, barrier, rounds, i)
                            : Fibers.run(fiber -> {
                                while (rounds[player] < ROUNDS) {
                                    mishaps.strike(fiber.worker());
                                    int mine = ++rounds[player];
                                    barrier.await(fiber);
                                    checkThatAllHaveCome(rounds, mine);
                                    if (random.nextBoolean()) fiber.yieldNow();
                                }
                            })));
        }
        mishaps.run();
        // Whoever has ended early is taken out of the number, one at a time, and then the others go on.
        for (int out = 0; out >= 0; ) {
            out = firstWhoHasGivenUp(players, rounds);
            if (out < 0) break;
            rounds[out] = LEFT;
            barrier.leave();
            simulation.run();
        }
        mishaps.check();
        assertEquals(0, barrier.waiting());
        for (int each : rounds) assertTrue(each == ROUNDS || each == LEFT, () -> "stuck in round " + each);
    }

    private static int firstWhoHasGivenUp(List<TaskHandle<Void>> players, int[] rounds) {
        for (int i = 0; i < rounds.length; i++) {
            TaskState state = players.get(i).state();
            if (rounds[i] != LEFT && (state == TaskState.CANCELLED || state == TaskState.FAILED)) return i;
        }
        return -1;
    }

    @Test
    void allComeToTheEndThoughSomeGiveUp() {
        Simulation.of(SignalFaultsTest::players)
                .workers(2)
                .faults(Mishaps.FAULTS)
                .check(SEEDS);
    }
}
