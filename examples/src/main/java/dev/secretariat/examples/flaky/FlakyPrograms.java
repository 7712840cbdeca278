package dev.secretariat.examples.flaky;

import dev.secretariat.Task;
import dev.secretariat.examples.recipes.Mutex;
import dev.secretariat.simulation.SimulationScheduler;
import java.util.ArrayList;
import java.util.List;

/** The programs that the simulation runs: each bug, and how it is mended, in steps and in a straight line. */
final class FlakyPrograms {
    private static final List<String> SECRETARIES = List.of("Ada", "Barbara", "Grace");

    private FlakyPrograms() {}

    /** How a transfer is written: {@code Transfer::new}, or {@code FlakyFibers::transfer}. */
    private interface Transfers {
        Task<Void> make(Ledger ledger, int from, int to, int amount);
    }

    /** How a lunch is written. */
    private interface Lunches {
        Task<Void> make(Mutex first, Mutex second);
    }

    /** Transfers money, some of which may get lost or come from nowhere. */
    static void transfers(SimulationScheduler simulation) {
        transfer(simulation, Transfer::new);
    }

    static void straightTransfers(SimulationScheduler simulation) {
        transfer(simulation, FlakyFibers::transfer);
    }

    /** Transfers money while the ledger is locked, from the look to the writing. */
    static void lockedTransfers(SimulationScheduler simulation) {
        Mutex lock = new Mutex("the ledger");
        transfer(
                simulation,
                (ledger, from, to, amount) -> new LockedTransfer(lock, new Transfer(ledger, from, to, amount)));
    }

    static void straightLockedTransfers(SimulationScheduler simulation) {
        Mutex lock = new Mutex("the ledger");
        transfer(simulation, (ledger, from, to, amount) -> FlakyFibers.lockedTransfer(lock, ledger, from, to, amount));
    }

    private static void transfer(SimulationScheduler simulation, Transfers transfers) {
        Ledger ledger = new Ledger(100, 100, 100);
        simulation.submit("rent", transfers.make(ledger, 0, 1, 60));
        simulation.submit("wages", transfers.make(ledger, 1, 2, 30));
        simulation.submit("tax", transfers.make(ledger, 2, 0, 10));
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
        lunch(simulation, Lunch::new);
    }

    static void straightLunch(SimulationScheduler simulation) {
        lunch(simulation, FlakyFibers::lunch);
    }

    private static void lunch(SimulationScheduler simulation, Lunches lunches) {
        List<Mutex> forks = forks();
        for (int i = 0; i < forks.size(); i++) {
            Mutex left = forks.get(i);
            Mutex right = forks.get((i + 1) % forks.size());
            simulation.submit(SECRETARIES.get(i), lunches.make(left, right));
        }
    }

    /** Lets each secretary take the fork with the lower number first. */
    static void politeLunch(SimulationScheduler simulation) {
        politeLunch(simulation, Lunch::new);
    }

    static void straightPoliteLunch(SimulationScheduler simulation) {
        politeLunch(simulation, FlakyFibers::lunch);
    }

    private static void politeLunch(SimulationScheduler simulation, Lunches lunches) {
        List<Mutex> forks = forks();
        for (int i = 0; i < forks.size(); i++) {
            int next = (i + 1) % forks.size();
            Mutex first = forks.get(Math.min(i, next));
            Mutex second = forks.get(Math.max(i, next));
            simulation.submit(SECRETARIES.get(i), lunches.make(first, second));
        }
    }

    private static List<Mutex> forks() {
        List<Mutex> forks = new ArrayList<>();
        for (int i = 1; i <= SECRETARIES.size(); i++) forks.add(new Mutex("fork " + i));
        return forks;
    }
}
