package dev.secretariat.parallel;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Where a worker's thread is parked and unparked. */
final class Parker {
    /** Spins in a pause: about as long as a cache line takes to come from another core. */
    private static final int PAUSE = 16;

    private volatile @Nullable Thread sleeper;

    /** Whether somebody has taken the worker off the stack of sleepers since it lay down. */
    private volatile boolean woken;

    /** Takes the calling thread as the worker's, before it ever sleeps. */
    void useThisThread() {
        sleeper = Thread.currentThread();
    }

    /** Lets go of the worker's thread, on it, when it has ended its work. */
    void forgetThread() {
        sleeper = null;
    }

    /** Prepares for a wake, before the worker announces that it sleeps: one may come as soon as it has. */
    void prepare() {
        woken = false;
    }

    boolean isWoken() {
        return woken;
    }

    void wake() {
        woken = true;
        LockSupport.unpark(sleeper);
    }

    /** Lets the thread look around. */
    void unpark() {
        LockSupport.unpark(sleeper);
    }

    /** Spins between two looks, which take cache lines away from those who work. */
    static void pause() {
        for (int i = 0; i < PAUSE; i++) Thread.onSpinWait();
    }
}
