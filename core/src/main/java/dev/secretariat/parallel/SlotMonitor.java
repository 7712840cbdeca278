package dev.secretariat.parallel;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One sleeper's watch over the LIFO slots.
 *
 * <p>A task in a slot is about to be run by its worker, so to wake somebody for each of them would be
 * waste: a chain of tasks that submit one another would keep a second worker busy with coming too late.
 * But if the worker's step is a long one, the task must not wait for its end. Only time tells the two
 * apart. So while some slot is full, one of the sleepers naps instead of sleeping: if the same task is
 * still there afterwards, it wakes somebody to take it. Naps grow as long as they prove to be
 * needless; when all slots have been empty for a while, nobody naps.
 */
final class SlotMonitor {
    /** About as long as it takes to wake a thread: a shorter step is over before anybody could come for the task. */
    private static final long FIRST_NAP_NANOS = 50_000;

    /**
     * So long a task may be stuck before the monitor sees it; a worker that naps so long uses no CPU worth
     * mentioning.
     */
    private static final long MAX_NAP_NANOS = 2_000_000;

    /**
     * So often in a row all slots are empty before it ends: a worker whose steps submit one another has an empty slot
     * for half of the time, and if the watch ended then, its next task would wake somebody. Eight such looks by chance are
     * rare; and a scheduler that has become idle naps for 16 milliseconds more.
     */
    private static final int MAX_EMPTY_LOOKS = 8;

    private final SharedWork work;
    private final Sleepers sleepers;
    private final Notifier notifier;
    private final Parker parker;

    private long napNanos = FIRST_NAP_NANOS;
    private boolean on;

    /** How often in a row all slots were empty. */
    private int emptyLooks;

    /** Whose slot is watched now, and whose is next. */
    private @Nullable Peer holder;

    private int next;

    SlotMonitor(Shared shared, Parker parker) {
        this.work = shared.work();
        this.sleepers = shared.sleepers();
        this.notifier = shared.notifier();
        this.parker = parker;
    }

    /** Begins anew with short naps, before each sleep. */
    void reset() {
        napNanos = FIRST_NAP_NANOS;
    }

    /** Returns whether the calling sleeper has to watch. */
    boolean isNeeded() {
        for (; ; ) {
            holder = work.holderOfSlot(next);
            if (holder != null) {
                emptyLooks = 0;
                if (!on) on = sleepers.beginWatch();
                return on;
            }
            if (!on) return false;
            if (++emptyLooks < MAX_EMPTY_LOOKS) return true;
            end(); // and look again: whoever has filled a slot meanwhile relied on us
        }
    }

    void nap() {
        Peer watched = holder;
        Object seen = watched == null ? null : watched.slot().peekSlot();
        if (parker.isWoken()) return;
        LockSupport.parkNanos(this, napNanos);
        if (parker.isWoken()) return;
        if (watched != null && seen != null && watched.slot().peekSlot() == seen) {
            work.noteStuck(seen);
            notifier.signal();
        } else {
            if (watched != null) next = watched.number() + 1;
            napNanos = Math.min(2 * napNanos, MAX_NAP_NANOS);
        }
    }

    void end() {
        if (!on) return;
        on = false;
        holder = null;
        sleepers.endWatch();
    }
}
