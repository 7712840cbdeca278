package dev.secretariat.parallel;

import dev.secretariat.Ticker;
import dev.secretariat.spi.TaskCell;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A worker that has run out of work: looks for some elsewhere, and sleeps, until there is something. On its thread. */
final class Search {
    /** Every so many looks in vain it asks for forks: to publish them costs their owners more than a look. */
    private static final int REQUEST_INTERVAL = 8;

    private final SharedWork work;
    private final Sleepers sleepers;
    private final Notifier notifier;
    private final Termination termination;
    private final Looks looks;
    private final Ticker ticker = Ticker.system();
    private final boolean parks;
    private final int number;
    private final Thief thief;
    private final Parker parker;
    private final SlotMonitor monitor;
    private final Standby standby;

    /** How long the last sleep lasted. */
    private long sleptNanos;

    Search(Shared shared, int number, Thief thief) {
        this.work = shared.work();
        this.sleepers = shared.sleepers();
        this.notifier = shared.notifier();
        this.termination = shared.termination();
        this.looks = new Looks(shared.looks());
        this.parks = shared.parks();
        this.number = number;
        this.thief = thief;
        this.parker = notifier.parker(number);
        this.monitor = new SlotMonitor(shared, parker);
        this.standby = new Standby(shared, number);
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
        standby.standByIfNotNeeded();
        boolean searching = false; // counted as such
        boolean hasSlept = false;
        while (!termination.isOver()) {
            if (!searching) searching = sleepers.beginSearch();
            if (searching) {
                Object found = searchCounted();
                learn(found, hasSlept);
                if (found != null) return found;
            }
            searching = sleep(searching);
            hasSlept = true;
        }
        return null;
    }

    /**
     * Learns from a search. A task that one was woken for says nothing, unless the wake came soon; a fork says that a computation is
     * under way, in which others follow.
     */
    private void learn(@Nullable Object found, boolean hasSlept) {
        if (found == null) {
            if (!hasSlept) looks.foundNothing();
        } else if (!hasSlept || found instanceof ForkBox) {
            looks.found();
        } else {
            looks.foundAfterSleep(sleptNanos);
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
        int count = looks.count();
        Peer holder = null;
        Object held = null;
        for (int look = 0; look < count && !termination.isOver(); look++) {
            Object found = thief.injected();
            if (found == null) found = thief.stealTask();
            if (found == null) found = thief.stealFork();
            if (found != null) return found;
            if (look % REQUEST_INTERVAL == REQUEST_INTERVAL - 1) work.requestForks(number);
            if (look == 0) {
                holder = work.holderOfSlot(thief.randomWorker());
                held = holder == null ? null : holder.slot().peekSlot();
            }
            if (look + 1 < count) Parker.pause();
        }
        // A slot's task is about to be run by its worker; unless its step is a long one.
        TaskCell<?> stuck = work.takeStuck();
        if (stuck != null || !looks.sufficeForSlots()) return stuck;
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
        long since = ticker.nanos();
        while (!parker.isWoken() && !termination.isOver()) {
            if (monitor.isNeeded()) monitor.nap();
            else LockSupport.park(this);
            // An interrupt is nobody's message to this thread, and would keep it from parking.
            boolean ignored = Thread.interrupted();
        }
        monitor.end();
        sleptNanos = ticker.nanos() - since;
        return parker.isWoken();
    }
}
