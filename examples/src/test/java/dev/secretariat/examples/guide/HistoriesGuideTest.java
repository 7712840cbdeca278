package dev.secretariat.examples.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.fiber.Fiber;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.history.Call;
import dev.secretariat.history.Checker;
import dev.secretariat.history.Client;
import dev.secretariat.history.Consistency;
import dev.secretariat.history.History;
import dev.secretariat.history.Model;
import dev.secretariat.history.Next;
import dev.secretariat.simulation.Simulation;
import dev.secretariat.simulation.SimulationFailure;
import dev.secretariat.simulation.SimulationScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The code of docs/guide/histories.md. */
class HistoriesGuideTest {
    /** Looks, and takes the money later: others may come between. */
    static final class Account {
        private int balance = 100;

        boolean withdraw(Fiber fiber, int amount) {
            if (balance < amount) return false;
            fiber.yieldNow();
            balance -= amount;
            return true;
        }
    }

    record Withdraw(int amount) {}

    static final Model<Integer, Withdraw, Boolean> ACCOUNT = Model.of(100, (balance, withdraw) -> {
        int left = balance - withdraw.amount();
        return left >= 0 ? Next.of(left, true) : Next.of(balance, false);
    });

    static void threeWithdrawals(SimulationScheduler simulation) {
        Account account = new Account();
        History<Withdraw, Boolean> history = History.of(simulation.ticker());
        for (String name : List.of("ada", "bob", "eve")) {
            Client<Withdraw, Boolean> client = history.client(name);
            simulation.submit(
                    name, Fibers.run(fiber -> client.call(new Withdraw(60), () -> account.withdraw(fiber, 60))));
        }
        simulation.run();
        Checker.of(ACCOUNT).check(history);
    }

    @Test
    void anAccountThatPaysTooMuchIsFound() throws IOException {
        Simulation simulation = Simulation.of(HistoriesGuideTest::threeWithdrawals);
        SimulationFailure failure = assertThrows(SimulationFailure.class, () -> simulation.check(1000));
        String page = Files.readString(Path.of("../docs/guide/histories.md"));
        String report = failure.getMessage().replaceAll(" at HistoriesGuideTest.java:\\d+", "");
        assertTrue(page.contains(report), report);
    }

    @Test
    void aCallThatLastsIsBegunAndEnds() {
        History<Withdraw, Boolean> history = History.of(() -> 0);
        Client<Withdraw, Boolean> client = history.client("ada");
        Call<Withdraw, Boolean> call = client.begin(new Withdraw(60));
        call.returned(true);
        Checker.of(ACCOUNT).check(history);
    }

    static final Model<Set<Integer>, String, Integer> POOL = Model.judging(
            Set.of(1, 2, 3),
            (free, operation, observed) -> free.stream()
                    .filter(observed::mayBe)
                    .map(taken -> without(free, taken))
                    .toList());

    private static Set<Integer> without(Set<Integer> all, int one) {
        Set<Integer> rest = new HashSet<>(all);
        rest.remove(one);
        return rest;
    }

    @Test
    void aPoolGivesAnyThatIsFree() {
        History<String, Integer> history = History.of(() -> 0);
        Client<String, Integer> client = history.client("ada");
        client.call("take", () -> 2);
        client.call("take", () -> 1);
        Checker.of(POOL).check(history);
        client.call("take", () -> 2);
        assertFalse(Checker.of(POOL).verdict(history).isConsistent());
    }

    static final Model<Integer, String, Integer> REGISTER =
            Model.of(0, (value, operation) -> operation.equals("read") ? Next.of(value, value) : Next.of(1));

    @Test
    void aLateReadIsSequentiallyConsistent() {
        History<String, Integer> history = History.of(() -> 0);
        history.client("writer").run("write", () -> {});
        history.client("reader").call("read", () -> 0);
        assertFalse(Checker.of(REGISTER).verdict(history).isConsistent());
        Checker.of(REGISTER).consistency(Consistency.SEQUENTIAL).check(history);
    }

    /** Adds to the entry of a map. */
    record Entry(String key, int added) {}

    static final Model<Integer, Entry, Integer> ENTRY =
            Model.of(0, (sum, entry) -> Next.of(sum + entry.added(), sum + entry.added()));

    @Test
    void theEntriesOfAMapAreLookedAtByThemselves() {
        Model<Integer, Entry, Integer> map = ENTRY.byKey(Entry::key);
        History<Entry, Integer> history = History.of(() -> 0);
        Client<Entry, Integer> client = history.client("ada");
        assertEquals(1, client.call(new Entry("tea", 1), () -> 1));
        assertEquals(2, client.call(new Entry("coffee", 2), () -> 2));
        Checker.of(map).check(history);
    }
}
