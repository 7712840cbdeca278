package dev.secretariat.parallel;

import dev.secretariat.spi.TaskCell;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A worker that has run out of work: looks for some elsewhere, and sleeps, until there is something. On its thread. */
final class Search {
    /** Every so many looks in vain it asks for forks: to publish them costs their owners more than a look. */
    private static final int REQUEST_INTERVAL = 8;

    /**
     * So few looks are left to a worker whose last ones were in vain: the tail of a burst is still found. A worker that looks
     * for long after each lone task finds itself on another processor than its submitter, and is woken there, out of its idle
     * state, for the next one.
     */
    private static final int MIN_LOOKS = 3;

    /** A task that is in a slot for so many looks is stuck there; in fewer, its worker may be about to take it. */
    private static final int MIN_SLOT_LOOKS = 25;

    /** Every so many searches is as long as it may be, whatever came of those before it: so it sees that times have changed. */
    private static final int TRIAL_INTERVAL = 16;

    private final SharedWork work;
    private final Sleepers sleepers;
    private final Notifier notifier;
    private final Termination termination;
    private final int maxLooks;
    private final boolean parks;
    private final int number;
    private final Thief thief;
    private final Parker parker;
    private final SlotMonitor monitor;

    /** How often it looks before it parks: all that it may, half as often after each search in vain. */
    private int looks;

    private int untilTrial = TRIAL_INTERVAL;

    Search(Shared shared, int number, Thief thief) {
        this.work = shared.work();
        this.sleepers = shared.sleepers();
        this.notifier = shared.notifier();
        this.termination = shared.termination();
        this.maxLooks = shared.looks();
        this.looks = maxLooks;
        this.parks = shared.parks();
        this.number = number;
        this.thief = thief;
        this.parker = notifier.parker(number);
        this.monitor = new SlotMonitor(shared, parker);
    }

    /** Returns a task, or a fork of another worker's; null if the scheduler has terminated. */
    @Nullable
    Object untilFound() {
        return parks ? searchAndSleep() : searchForEver();
    }

    /**
     * Searches without sleeping, for Idle.SPIN. But a worker that is counted shows the others that it is worthwhile to
     * divide.
     */
    private @Nullable Object searchForEver() {
        Object found = null;
        boolean searching = false; // counted as such
        while (found == null && !termination.isOver()) {
            if (!searching) searching = sleepers.beginSearch();
            found = searching ? searchCounted() : look();
        }
        return found;
    }

    private @Nullable Object searchAndSleep() {
        boolean searching = false; // counted as such
        boolean hasSlept = false;
        while (!termination.isOver()) {
            if (!searching) searching = sleepers.beginSearch();
            if (searching) {
                Object found = searchCounted();
                if (!hasSlept) adaptLooks(found != null);
                if (found != null) return found;
            }
            searching = sleep(searching);
            hasSlept = true;
        }
        return null;
    }

    /** To look for long pays where work comes soon after it has run out. What is found by whoever was woken says nothing. */
    private void adaptLooks(boolean paid) {
        if (paid) {
            looks = maxLooks;
        } else if (--untilTrial <= 0) {
            untilTrial = TRIAL_INTERVAL;
            looks = maxLooks;
        } else {
            looks = Math.min(maxLooks, Math.max(MIN_LOOKS, looks / 2));
        }
    }

    /** Searches; whatever happens, a search that is counted is counted out again, or goes over into sleep. */
    private @Nullable Object searchCounted() {
        Object found = null;
        boolean failed = true;
        try {
            found = look();
            failed = false;
        } finally {
            if ((failed || found != null) && sleepers.endSearch()) notifier.signalIfWork();
        }
        return found;
    }

    /** Looks at all places, several times. */
    private @Nullable Object look() {
        Peer holder = null;
        Object held = null;
        for (int look = 0; look < looks && !termination.isOver(); look++) {
            Object found = thief.injected();
            if (found == null) found = thief.stealTask();
            if (found == null) found = thief.stealFork();
            if (found != null) return found;
            if (look % REQUEST_INTERVAL == REQUEST_INTERVAL - 1) work.requestForks(number);
            if (look == 0) {
                holder = work.holderOfSlot(thief.randomWorker());
                held = holder == null ? null : holder.slot().peekSlot();
            }
            if (look + 1 < looks) Parker.pause();
        }
        // A slot's task is about to be run by its worker; unless its step is a long one.
        TaskCell<?> stuck = work.takeStuck();
        if (stuck != null || looks < MIN_SLOT_LOOKS) return stuck;
        return holder == null || held == null ? null : holder.slot().takeFromSlot(held);
    }

    /** Sleeps until it is woken, and is counted as searching then; false if the scheduler has terminated. */
    private boolean sleep(boolean searching) {
        monitor.reset();
        parker.prepare();
        // From here on nothing may fail until we have been woken: whoever works must not be on the stack.
        sleepers.fallAsleep(number, searching);
        if (work.hasWork()) notifier.signal(); // perhaps ourselves
        work.requestForks(number); // whoever publishes from now on sees that we sleep
        while (!parker.isWoken() && !termination.isOver()) {
            if (monitor.isNeeded()) monitor.nap();
            else LockSupport.park(this);
            // An interrupt is nobody's message to this thread, and would keep it from parking.
            boolean ignored = Thread.interrupted();
        }
        monitor.end();
        return parker.isWoken();
    }
}
