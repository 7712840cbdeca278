package dev.secretariat.examples.flaky;

import dev.secretariat.examples.recipes.Mutex;
import dev.secretariat.simulation.SimulationScheduler;
import java.util.ArrayList;
import java.util.List;

/** The programs that the simulation runs: each bug, and how it is mended. */
final class FlakyPrograms {
    private static final List<String> SECRETARIES = List.of("Ada", "Barbara", "Grace");

    private FlakyPrograms() {}

    /** Transfers money, some of which may get lost or come from nowhere. */
    static void transfers(SimulationScheduler simulation) {
        Ledger ledger = new Ledger(100, 100, 100);
        simulation.submit("rent", new Transfer(ledger, 0, 1, 60));
        simulation.submit("wages", new Transfer(ledger, 1, 2, 30));
        simulation.submit("tax", new Transfer(ledger, 2, 0, 10));
        simulation.run();
        requireTotal(300, ledger);
    }

    /** Transfers money while the ledger is locked, from the look to the writing. */
    static void lockedTransfers(SimulationScheduler simulation) {
        Ledger ledger = new Ledger(100, 100, 100);
        Mutex lock = new Mutex("the ledger");
        simulation.submit("rent", new LockedTransfer(lock, new Transfer(ledger, 0, 1, 60)));
        simulation.submit("wages", new LockedTransfer(lock, new Transfer(ledger, 1, 2, 30)));
        simulation.submit("tax", new LockedTransfer(lock, new Transfer(ledger, 2, 0, 10)));
        simulation.run();
        requireTotal(300, ledger);
    }

    private static void requireTotal(int expected, Ledger ledger) {
        if (ledger.total() != expected) {
            throw new AssertionError(
                    "there should be " + expected + " in all accounts, but there is " + ledger.total());
        }
    }

    /** Lets each secretary take the fork on her left first: all may hold one, and wait for the other. */
    static void lunch(SimulationScheduler simulation) {
        List<Mutex> forks = forks();
        for (int i = 0; i < forks.size(); i++) {
            Mutex left = forks.get(i);
            Mutex right = forks.get((i + 1) % forks.size());
            simulation.submit(SECRETARIES.get(i), new Lunch(left, right));
        }
    }

    /** Lets each secretary take the fork with the lower number first. */
    static void politeLunch(SimulationScheduler simulation) {
        List<Mutex> forks = forks();
        for (int i = 0; i < forks.size(); i++) {
            int next = (i + 1) % forks.size();
            Mutex first = forks.get(Math.min(i, next));
            Mutex second = forks.get(Math.max(i, next));
            simulation.submit(SECRETARIES.get(i), new Lunch(first, second));
        }
    }

    private static List<Mutex> forks() {
        List<Mutex> forks = new ArrayList<>();
        for (int i = 1; i <= SECRETARIES.size(); i++) forks.add(new Mutex("fork " + i));
        return forks;
    }
}
