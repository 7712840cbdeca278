package dev.secretariat.sync;

import dev.secretariat.internal.Handles;
import dev.secretariat.internal.LogMessage;
import dev.secretariat.internal.StackReserve;
import dev.secretariat.internal.Touch;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A lock for a few instructions on plain state, as a superclass. Whoever finds it held stays away for a microsecond, then longer, and at last lets other threads run: the
 * one that holds it may have been stopped by the system.
 *
 * <p>Inside, nobody else's code is called, nothing waits, and memory is asked for only before anything has been changed, or where its lack does no harm. Those whose waits end are
 * {@linkplain #wakeLater noted}, and woken after it was left. What is done inside happens-before what is done inside later.
 */
abstract class BriefLock {
    private static final LogMessage WAKER_THREW = LogMessage.error(BriefLock.class, "A waker threw; it must not");
    private static final VarHandle HELD = Handles.field(MethodHandles.lookup(), "held", int.class);

    /**
     * For how many turns of an empty loop one that finds it held stays away at first, then twice as long each time: a microsecond, more or less. Meanwhile the one
     * inside, who comes back at once where many elements are handed over, hands over some dozens, and the cache line of the lock stays where it is. Between four
     * tasks and four on two cores that made 46 ns of 127; to begin with one turn, or 16, 79 and 67. How long a turn takes is the processor's matter, so it can be set.
     */
    private static final int FIRST_PAUSE =
            Math.min(4096, Math.max(1, Integer.getInteger("dev.secretariat.sync.pause", 64)));

    /** After so long a pause, the one inside is thought to have been stopped. */
    private static final int LAST_PAUSE = 16 * FIRST_PAUSE;

    private volatile int held;

    // Inside: whose waits have ended, the oldest first.
    private @Nullable Waiting firstToWake;
    private @Nullable Waiting lastToWake;

    BriefLock() {
        Touch.creates(this);
    }

    /** Enters; what follows is a {@code try} whose {@code finally} {@linkplain #leave leaves}. */
    final void enter() {
        // If the stack overflowed inside, nobody could enter any more; or after it, the woken would sleep on.
        StackReserve.requireTwice();
        enterReserved();
    }

    /** Enters, by one that has asked for as much of the stack: before it has changed what would be in vain if this did not return. */
    @SuppressWarnings("ThreadPriorityCheck") // nothing relies on yield(): it lets the one inside go on sooner
    final void enterReserved() {
        Touch.writes(this);
        for (int pause = FIRST_PAUSE; held != 0 || !HELD.compareAndSet(this, 0, 1); ) {
            if (pause > LAST_PAUSE) {
                Thread.yield();
                continue;
            }
            for (int i = 0; i < pause; i++) Thread.onSpinWait();
            pause *= 2;
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
        for (Waiting each = first; each != null; ) {
            Waiting next = each.nextToWake;
            each.nextToWake = null;
            try {
                each.wake();
            } catch (Throwable failure) {
                WAKER_THREW.log(
                        failure); // the others are to be woken all the same, and whoever is here has done what they
                // wanted
            }
            each = next;
        }
    }
}
