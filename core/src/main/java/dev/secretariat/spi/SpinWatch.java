package dev.secretariat.spi;

import dev.secretariat.Awaitable;
import dev.secretariat.internal.WaiterList;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * Notices a task that awaits again and again what holds already, and always will: its step should have looked. It
 * never parks, so it keeps its worker busy, and no worker is seen to be stuck in a step.
 *
 * <p>It suspects one task at a time, on each worker, and counts how often that one comes back with the same thing; if
 * it stays away for long, another is suspected. So it costs nothing where tasks park or yield, needs no room in a task,
 * and sees each of several spinning tasks in time. Awaitables of users' own may hold now and not later: to await one
 * each time that an element has been taken is no mistake, so they are not looked at.
 */
final class SpinWatch {
    /** So often is no coincidence, and takes less than a millisecond. */
    static final int MANY = 1_000;

    /**
     * After so many waits of others, the suspect is let go: with as many spinning tasks on one worker, each of them
     * would still come back in time. Not tuned.
     */
    private static final int PATIENCE = 4_096;

    // References that do not keep what they refer to: a worker must not retain what has ended.
    private @Nullable WeakReference<Object> suspect;
    private @Nullable WeakReference<Awaitable> awaited;
    private int times;
    private int others;

    /**
     * Takes in that a task need not wait. By the worker's thread.
     *
     * @return whether it is time to tell of the task
     */
    boolean sees(Object task, Awaitable held) {
        if (!(held instanceof WaiterList)) return false; // a promise, a task, a deadline: once it has come, it has
        if (suspect == null || awaited == null || ++others > PATIENCE) {
            suspect = new WeakReference<>(task);
            awaited = new WeakReference<>(held);
            times = 0;
        }
        if (suspect.get() != task || awaited.get() != held) return false;
        others = 0;
        if (++times < MANY) return false;
        suspect = null;
        return true;
    }
}
