package dev.secretariat.spi;

import dev.secretariat.Deadline;
import dev.secretariat.Waker;
import dev.secretariat.internal.StackReserve;
import dev.secretariat.internal.TimerNode;
import dev.secretariat.internal.Times;
import java.time.Duration;
import java.util.Objects;

/**
 * A deadline with what its timers need to ring it. Users hold it as a {@link Deadline}.
 *
 * <p>Thread-safe. It is its own list of those who wait for it, and its own node in the timers' heap: one object for each.
 */
public final class TimerDeadline extends TimerNode implements Deadline {
    private final Timers timers;

    private TimerDeadline(long atNanos, Timers timers) {
        super(atNanos);
        this.timers = timers;
    }

    /**
     * Makes a deadline on the given timers.
     *
     * @param delay how far from now
     * @param timers will ring it
     */
    public static TimerDeadline after(Duration delay, Timers timers) {
        Objects.requireNonNull(delay, "delay");
        Objects.requireNonNull(timers, "timers");
        return new TimerDeadline(Times.after(timers.ticker().nanos(), delay), timers);
    }

    @Override
    public boolean isPast() {
        return isRung() || remainingNanos() <= 0;
    }

    @Override
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, remainingNanos()));
    }

    @Override
    public TimerDeadline plus(Duration delay) {
        Objects.requireNonNull(delay, "delay");
        // Relative to now, so that no chain of additions leaves the range that can be compared.
        long now = timers.ticker().nanos();
        long wait = (atNanos() - now) + Times.nanos(delay); // both at most FAR: cannot overflow
        return new TimerDeadline(now + Math.min(wait, Times.FAR_NANOS), timers);
    }

    @Override
    public boolean register(Waker waker) {
        Objects.requireNonNull(waker, "waker");
        return (timers.ringsInTime(this) || !isPast()) && enter(waker);
    }

    /**
     * Registers a task of the scheduler that these timers belong to. If the time has come, but earlier deadlines have
     * still to ring, the task waits for its turn.
     *
     * @param waker to be called when it is this deadline's turn
     * @param own the timers of the task's scheduler
     * @return false if it is this deadline's turn already
     */
    boolean registerInTurn(Waker waker, Timers own) {
        Objects.requireNonNull(waker, "waker");
        Objects.requireNonNull(own, "own");
        if (!timers.ringsInTime(this) && isPast() && (timers != own || timers.isNext(this))) return false;
        return enter(waker);
    }

    private boolean enter(Waker waker) {
        StackReserve.require();
        if (!addCountedWaiter(waker)) return false;
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
    protected void wake(Object waker) {
        ((Waker) waker).wake();
    }

    @Override
    public void deregister(Waker waker) {
        Objects.requireNonNull(waker, "waker");
        StackReserve.require();
        removeCountedWaiter(waker);
        if (!isRung()) timers.clear(this); // once it has rung, the timers know it no more
    }

    /**
     * Wakes all waiters if the time has come, and does nothing otherwise.
     *
     * @return whether the time has come
     */
    public boolean ring() {
        if (!isPast()) return false;
        ringAll();
        return true;
    }

    /** Returns whether anyone waits for this deadline; if not, the timers may forget it. */
    public boolean isAwaited() {
        return isWaitedFor();
    }

    /** Returns whether the heap of its timers holds it: to others than their owner a hint. */
    boolean isKept() {
        return isQueued();
    }

    /** Returns whether it has rung. */
    boolean hasRung() {
        return isRung();
    }

    /** Returns the reading of the ticker at which the time has come. */
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
