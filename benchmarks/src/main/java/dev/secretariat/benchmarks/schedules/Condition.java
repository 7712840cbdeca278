package dev.secretariat.benchmarks.schedules;

import dev.secretariat.fiber.Fiber;
import dev.secretariat.sync.Signal;

/** A condition variable: whoever was woken has to take the lock again, which others may have had meanwhile. */
final class Condition {
    private final Lock lock;
    private final Signal signal = new Signal();

    Condition(Lock lock) {
        this.lock = lock;
    }

    /** Gives the lock back, waits for a signal, and takes the lock again. */
    void await(Fiber fiber) {
        try (Signal.Wait wait = signal.request(fiber.worker())) { // in line before the lock is free
            lock.unlock();
            while (!wait.isGiven()) fiber.await(wait);
            wait.use();
        }
        lock.lock(fiber);
    }

    /** Wakes the one that has waited for longest. */
    void signal() {
        boolean ignored = signal.one();
    }
}
