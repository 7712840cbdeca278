package dev.secretariat.sync;

import dev.secretariat.internal.Handles;
import dev.secretariat.internal.StackReserve;
import dev.secretariat.internal.Throwables;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A lock for a few instructions on plain state, as a superclass. Whoever finds it held tries again, and lets other threads run after a while: the one that holds
 * it may have been stopped by the system.
 *
 * <p>Inside, nobody else's code is called, nothing waits, and no memory is asked for before everything has been changed or after nothing has. Those whose waits end are
 * {@linkplain #wakeLater noted}, and woken after it was left. What is done inside happens-before what is done inside later.
 */
abstract class BriefLock {
    private static final VarHandle HELD = Handles.field(MethodHandles.lookup(), "held", int.class);

    /** How often one tries before the one that holds it is thought to have been stopped. Not tuned. */
    private static final int SPINS = 64;

    private volatile int held;

    // Inside: whose waits have ended, the oldest first.
    private @Nullable Waiting firstToWake;
    private @Nullable Waiting lastToWake;

    /** Enters; what follows is a {@code try} whose {@code finally} {@linkplain #leave leaves}. */
    @SuppressWarnings("ThreadPriorityCheck") // nothing relies on yield(): it lets the one inside go on sooner
    final void enter() {
        StackReserve
                .requireTwice(); // if the stack overflowed inside, nobody could enter any more; or after it, the woken
        // would sleep on
        for (int tries = 0; held != 0 || !HELD.compareAndSet(this, 0, 1); tries++) {
            if (tries < SPINS) Thread.onSpinWait();
            else Thread.yield();
        }
    }

    /** Leaves, and wakes those whose waits have ended. */
    final void leave() {
        Waiting woken = firstToWake;
        firstToWake = null;
        lastToWake = null;
        HELD.setRelease(this, 0);
        if (woken != null) wakeAll(woken);
    }

    /** Notes that a wait has ended. */
    final void wakeLater(Waiting waiting) {
        Waiting last = lastToWake;
        if (last == null) firstToWake = waiting;
        else last.nextToWake = waiting;
        lastToWake = waiting;
    }

    private static void wakeAll(Waiting first) {
        Throwable failure = null;
        for (Waiting each = first; each != null; ) {
            Waiting next = each.nextToWake;
            each.nextToWake = null;
            try {
                each.wake();
            } catch (Throwable thrown) { // for want of memory, say; the others are to be woken all the same
                if (failure == null) failure = thrown;
                else Throwables.suppress(failure, thrown);
            }
            each = next;
        }
        if (failure != null) throw Throwables.unchecked(failure);
    }
}
