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

    /** On the worker's thread, before it ever sleeps. */
    void useThisThread() {
        sleeper = Thread.currentThread();
    }

    /** On the worker's thread, when it has ended its work. */
    void forgetThread() {
        sleeper = null;
    }

    /** Before the worker announces that it sleeps: a wake may come as soon as it has. */
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

    /** Between two looks, which take cache lines away from those who work. */
    static void pause() {
        for (int i = 0; i < PAUSE; i++) Thread.onSpinWait();
    }
}
