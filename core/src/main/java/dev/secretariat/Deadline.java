package dev.secretariat;

import dev.secretariat.internal.StackReserve;
import dev.secretariat.internal.TimerNode;
import dev.secretariat.internal.Times;
import java.time.Duration;
import java.util.Objects;

/**
 * A point in time that tasks can wait for: {@code Step.await(deadline)}, or {@code
 * Step.awaitAny(channel.readable(), deadline)} for a wait with a time-out.
 *
 * <p>Where a relative time-out would begin anew at every wake and so might never end, a deadline is
 * made once and stays. A fixed rate is {@code next = next.plus(period)}.
 *
 * <p>Thread-safe. Made by {@link Scheduler#deadline} and {@link Worker#deadline}; tasks of any
 * scheduler may wait for it.
 */
public final class Deadline extends TimerNode implements Awaitable {
    private final Timers timers;

    private Deadline(long atNanos, Timers timers) {
        super(atNanos);
        this.timers = timers;
    }

    /**
     * Makes a deadline on the given timers; for authors of schedulers.
     *
     * @param delay how far from now
     * @param timers will ring it
     */
    public static Deadline after(Duration delay, Timers timers) {
        Objects.requireNonNull(delay, "delay");
        Objects.requireNonNull(timers, "timers");
        return new Deadline(Times.after(timers.ticker().nanos(), delay), timers);
    }

    /** Returns whether the time has come. A deadline that has rung stays past, whatever the clock says. */
    public boolean isPast() {
        return isClosed() || remainingNanos() <= 0;
    }

    /** Returns how long it is until the time has come; never negative. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, remainingNanos()));
    }

    /**
     * Makes a deadline that comes {@code delay} after this one, whatever the time is now.
     *
     * @param delay how long after
     */
    public Deadline plus(Duration delay) {
        Objects.requireNonNull(delay, "delay");
        // Relative to now, so that no chain of additions leaves the range that can be compared.
        long now = timers.ticker().nanos();
        long wait = (atNanos() - now) + Times.nanos(delay); // both at most FAR: cannot overflow
        return new Deadline(now + Math.min(wait, Times.FAR_NANOS), timers);
    }

    @Override
    public boolean register(Waker waker) {
        Objects.requireNonNull(waker, "waker");
        return !isPast() && enter(waker);
    }

    /**
     * Registers a task of the scheduler that these timers belong to; for authors of schedulers. If the
     * time has come, but earlier deadlines have still to ring, the task waits for its turn.
     *
     * @param waker to be called when it is this deadline's turn
     * @param own the timers of the task's scheduler
     * @return false if it is this deadline's turn already
     */
    public boolean registerInTurn(Waker waker, Timers own) {
        Objects.requireNonNull(waker, "waker");
        Objects.requireNonNull(own, "own");
        if (isPast() && (timers != own || timers.isNext(this))) return false;
        return enter(waker);
    }

    private boolean enter(Waker waker) {
        StackReserve.require();
        if (!addCountedWaiter(waker, waker::wake)) return false;
        try {
            // Each time, not only for the first waiter: the timers may have looked before we were counted, and
            // forgotten this deadline.
            timers.set(this);
        } catch (Throwable failure) {
            removeCountedWaiter(waker);
            throw failure;
        }
        return true;
    }

    @Override
    public void deregister(Waker waker) {
        Objects.requireNonNull(waker, "waker");
        StackReserve.require();
        removeCountedWaiter(waker);
        if (!isClosed()) timers.clear(this); // once it has rung, the timers know it no more
    }

    /**
     * Wakes all waiters if the time has come, and does nothing otherwise; for authors of timers.
     *
     * @return whether the time has come
     */
    public boolean ring() {
        if (!isPast()) return false;
        closeAndWake();
        return true;
    }

    /** Returns whether anyone waits for this deadline; for authors of timers, who may forget it if not. */
    public boolean isAwaited() {
        return isWaitedFor();
    }

    /** Returns the reading of the ticker at which the time has come; for authors of timers. */
    public long nanos() {
        return atNanos();
    }

    private long remainingNanos() {
        return atNanos() - timers.ticker().nanos();
    }

    @Override
    public String toString() {
        return isPast() ? "deadline (past)" : "deadline in " + remaining();
    }
}
