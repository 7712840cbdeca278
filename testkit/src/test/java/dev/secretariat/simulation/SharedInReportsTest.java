package dev.secretariat.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.sync.Hold;
import dev.secretariat.sync.Mutex;
import dev.secretariat.sync.Shared;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What reports say of shared variables, and what the program notes. */
class SharedInReportsTest {
    private static Task<Void> withdrawal(Shared<Integer> balance) {
        int[] read = {-1};
        return worker -> {
            if (read[0] < 0) {
                read[0] = balance.get();
                return Step.yieldNow();
            }
            balance.set(read[0] - 30);
            return Step.done();
        };
    }

    private static void lostUpdate(SimulationScheduler simulation) {
        Shared<Integer> balance = new Shared<>("balance", 100);
        simulation.submit("Ann", withdrawal(balance));
        simulation.submit("Bob", withdrawal(balance));
        simulation.run();
        assertEquals(40, balance.get());
    }

    @Test
    void aFailureShowsValues() {
        SimulationFailure failure = assertThrows(
                SimulationFailure.class,
                () -> Simulation.of(SharedInReportsTest::lostUpdate).check(100));
        List<String> rows = failure.smallest()
                .table()
                .lines()
                .skip(1)
                .map(row -> row.trim().replaceAll("\\s+", " "))
                .toList();
        assertEquals(4, rows.size(), failure.getMessage());
        assertTrue(rows.get(0).endsWith("reads balance: 100; yields"), rows.toString());
        assertTrue(rows.get(1).endsWith("reads balance: 100; yields"), rows.toString());
        assertTrue(rows.get(2).endsWith("writes balance: 70; ends"), rows.toString());
        String pair = "  step 1 of '%s', which reads balance, and step 2 of '%s', which writes balance\n";
        assertTrue(
                failure.getMessage().contains("Nothing puts in order:\n" + String.format(pair, "Ann", "Bob"))
                        || failure.getMessage()
                                .contains("Nothing puts in order:\n" + String.format(pair, "Bob", "Ann")),
                failure.getMessage());
    }

    private static List<String> unordered(Simulation.Program program) {
        Simulation simulation = Simulation.of(program);
        return simulation.replay(simulation.run(1).schedule()).unordered();
    }

    @Test
    void aMutexPutsInOrder() {
        assertEquals(List.of(), unordered(simulation -> {
            Shared<Integer> balance = new Shared<>("balance", 100);
            Mutex mutex = new Mutex();
            for (int i = 0; i < 3; i++) {
                simulation.submit(Fibers.task(fiber -> {
                    Hold hold = mutex.lock(fiber);
                    int read = balance.get();
                    fiber.yieldNow();
                    balance.set(read - 30);
                    hold.close();
                    return read;
                }));
            }
        }));
    }

    @Test
    void aWaitForTheEndPutsInOrder() {
        assertEquals(List.of(), unordered(simulation -> {
            Shared<Integer> balance = new Shared<>("balance", 100);
            var first = simulation.submit("first", Task.run(() -> balance.set(1)));
            simulation.submit("second", worker -> {
                if (!first.isDone()) return Step.await(first);
                balance.set(2);
                return Step.done();
            });
        }));
    }

    @Test
    void timeThatPassesAndTheProgramPutInOrder() {
        assertEquals(List.of(), unordered(simulation -> {
            Shared<Integer> balance = new Shared<>("balance", 100);
            simulation.submit(Task.run(() -> balance.set(1)));
            simulation.run();
            simulation.submit(Task.run(() -> balance.set(2)));
            simulation.schedule(Task.run(() -> balance.set(3)), java.time.Duration.ofSeconds(1));
        }));
    }

    @Test
    void changesAtOnceNeedNothingElse() {
        assertEquals(List.of(), unordered(simulation -> {
            Shared<Integer> balance = new Shared<>("balance", 100);
            for (int i = 0; i < 3; i++) simulation.submit(Task.run(() -> balance.updateAndGet(value -> value - 1)));
        }));
    }

    @Test
    void readsAloneNeedNothing() {
        assertEquals(List.of(), unordered(simulation -> {
            Shared<Integer> balance = new Shared<>("balance", 100);
            for (int i = 0; i < 3; i++) simulation.submit(Task.call(balance::get));
        }));
    }

    @Test
    void notesStandInTheTable() {
        Simulation simulation = Simulation.of(it -> it.submit(Task.run(() -> {
            it.note("opens the letter");
            it.note("reads it");
        })));
        String table = simulation.replay(simulation.run(0).schedule()).table();
        assertTrue(table.contains("opens the letter, reads it; ends"), table);
    }
}
