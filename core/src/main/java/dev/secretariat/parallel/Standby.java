package dev.secretariat.parallel;

import dev.secretariat.Ticker;
import java.util.concurrent.locks.LockSupport;

/**
 * A worker that has run out of work, and that nobody needs: the others get done in time what external threads bring, in steps that
 * take less time than to wake somebody. It <em>stands by</em>: it naps, and looks after each nap whether that still holds.
 *
 * <p>Without it, a stream of short tasks wakes this worker again and again: it takes a few, and sleeps. Each time a thread
 * that has work is put off its processor, or an idle one has to be woken, and the cache lines of the queues move.
 *
 * <p>To all others it is a worker in a step that takes as long as a nap: it is counted neither as searching nor as asleep, and
 * has nothing that anybody could wait for. So nobody relies on it, and whoever is asleep is woken as ever. Not all stand by at once, so that
 * somebody is left who works, searches or can be woken. What external threads bring while all of those are in long steps waits
 * for the end of the nap.
 */
final class Standby {
    /** About as long as it takes to wake a thread, as a first nap of the {@link SlotMonitor}. */
    static final long FIRST_NAP_NANOS = 50_000;

    /** So long a task may wait beside a worker that stands by. */
    static final long MAX_NAP_NANOS = 1_000_000;

    private final SharedWork work;
    private final Standbys standbys;
    private final Termination termination;
    private final int number;
    private final Ticker ticker = Ticker.system();
    private final InjectionRate rate = new InjectionRate();

    Standby(Shared shared, int number) {
        this.work = shared.work();
        this.standbys = shared.standbys();
        this.termination = shared.termination();
        this.number = number;
    }

    /** Stands by until somebody may be needed; returns at once if that is so now. */
    void standByIfNotNeeded() {
        if (!standbys.hasRoom()) return;
        long now = ticker.nanos();
        if (rate.nanosSinceLook(now) < FIRST_NAP_NANOS) return;
        if (!isKeptUp(now) || !standbys.tryBegin()) return;
        try {
            nap();
        } finally {
            standbys.end();
        }
    }

    private void nap() {
        long nanos = FIRST_NAP_NANOS;
        do {
            LockSupport.parkNanos(this, nanos);
            boolean ignored = Thread.interrupted(); // as in a sleep
            nanos = Math.min(2 * nanos, MAX_NAP_NANOS);
        } while (!termination.isOver() && isKeptUp(ticker.nanos()));
    }

    private boolean isKeptUp(long now) {
        int taken = work.injection().taken();
        rate.look(now, taken, work.injection().end(), work.stepsWithout(number));
        return rate.isKeptUpWith();
    }
}
