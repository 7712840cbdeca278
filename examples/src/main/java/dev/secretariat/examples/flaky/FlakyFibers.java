package dev.secretariat.examples.flaky;

import dev.secretariat.Task;
import dev.secretariat.examples.recipes.Mutex;
import dev.secretariat.fiber.Fiber;
import dev.secretariat.fiber.Fibers;

/** The tasks of {@link FlakyPrograms} in a straight line: {@link Transfer}, {@link LockedTransfer} and {@link Lunch}. */
final class FlakyFibers {
    private FlakyFibers() {}

    static Task<Void> transfer(Ledger ledger, int from, int to, int amount) {
        return Fibers.run(fiber -> transfer(fiber, ledger, from, to, amount));
    }

    static Task<Void> lockedTransfer(Mutex lock, Ledger ledger, int from, int to, int amount) {
        return Fibers.run(fiber -> {
            lock.lock(fiber);
            try {
                transfer(fiber, ledger, from, to, amount);
            } finally {
                lock.unlock();
            }
        });
    }

    private static void transfer(Fiber fiber, Ledger ledger, int from, int to, int amount) {
        int fromBalance = ledger.balance(from);
        int toBalance = ledger.balance(to);
        fiber.yieldNow(); // the manager signs
        ledger.set(from, fromBalance - amount);
        ledger.set(to, toBalance + amount);
    }

    static Task<Void> lunch(Mutex first, Mutex second) {
        return Fibers.run(fiber -> {
            first.lock(fiber);
            fiber.yieldNow();
            second.lock(fiber);
            fiber.yieldNow();
            second.unlock();
            first.unlock();
        });
    }
}
