package dev.secretariat.benchmarks.schedules;

import dev.secretariat.fiber.Fiber;
import dev.secretariat.sync.Hold;
import dev.secretariat.sync.Mutex;
import org.jspecify.annotations.Nullable;

/** A mutex as these programs use it: whoever has it unlocks it, wherever that is in the code. */
final class Lock {
    private final Mutex mutex;

    /** Of whoever has it; guarded by it. */
    private @Nullable Hold hold;

    Lock(String name) {
        this.mutex = new Mutex(name);
    }

    void lock(Fiber fiber) {
        hold = mutex.lock(fiber);
    }

    void unlock() {
        Hold held = hold;
        if (held == null) throw new IllegalStateException(mutex + " is not locked");
        hold = null;
        held.close();
    }
}
