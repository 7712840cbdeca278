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
 * needless; while all slots are empty, nobody naps.
 */
final class SlotMonitor {
    /** About as long as it takes to wake a thread: a shorter step is over before anybody could come for the task. */
    private static final long FIRST_NAP_NANOS = 50_000;

    /**
     * So long a task may be stuck before the monitor sees it; a worker that naps so long uses no CPU worth
     * mentioning.
     */
    private static final long MAX_NAP_NANOS = 2_000_000;

    private final SharedWork work;
    private final Sleepers sleepers;
    private final Notifier notifier;
    private final Parker parker;

    private long napNanos = FIRST_NAP_NANOS;
    private boolean on;

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
                if (!on) on = sleepers.beginWatch();
                return on;
            }
            if (!on) return false;
            end(); // and look again: whoever has filled a slot meanwhile relied on us
        }
    }

    void nap() {
        Peer watched = holder;
        Object seen = watched == null ? null : watched.slot().peekSlot();
        if (parker.isWoken()) return;
        LockSupport.parkNanos(this, napNanos);
        if (parker.isWoken() || watched == null || seen == null) return;
        if (watched.slot().peekSlot() == seen) {
            work.noteStuck(seen);
            notifier.signal();
        } else {
            next = watched.number() + 1;
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
