package dev.secretariat.examples.flaky;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import dev.secretariat.examples.recipes.Mutex;

/** A {@link Transfer} during which the ledger is locked. */
final class LockedTransfer implements Task<Void> {
    private final Mutex lock;
    private final Transfer transfer;
    private boolean hasLock;

    LockedTransfer(Mutex lock, Transfer transfer) {
        this.lock = lock;
        this.transfer = transfer;
    }

    @Override
    public Step<Void> step(Worker worker) {
        if (!hasLock && !lock.tryLock(worker)) return Step.await(lock);
        hasLock = true;
        Step<Void> next = transfer.step(worker);
        if (next instanceof Step.Done) lock.unlock();
        return next;
    }
}
