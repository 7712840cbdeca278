package dev.secretariat.spi;

import dev.secretariat.Ticker;

/**
 * Rings deadlines when their time has come: what a scheduler supplies so that its deadlines
 * work.
 *
 * <p>Thread-safe: tasks of other schedulers wait for deadlines too. No method blocks.
 */
public interface Timers {
    /** Returns the clock by which the deadlines are measured. */
    Ticker ticker();

    /**
     * Sees to it that {@link TimerDeadline#ring} is called soon after the deadline has passed. Called each
     * time somebody begins to wait for it, so also for deadlines that are set already.
     *
     * @param deadline the deadline, which need not lie in the future
     */
    void set(TimerDeadline deadline);

    /**
     * Takes notice that a waiter has left the deadline. If {@link TimerDeadline#isAwaited} is now false, it may be
     * forgotten until it is set again; if it is true, this call stands for a {@link #set}, since an earlier
     * look may have missed the waiters while this one was leaving.
     *
     * @param deadline the deadline, perhaps rung already or never set
     */
    void clear(TimerDeadline deadline);

    /**
     * Returns whether no deadline that comes before this one, or was set before with the same time, has still to ring.
     * Asked about one that has passed, by whoever would wait for it: if so, there is no need to wait; otherwise it is
     * set, and rings in its turn. So tasks that are late go on in the order of their times.
     *
     * <p>This implementation returns true.
     *
     * @param deadline a deadline that has passed
     */
    default boolean isNext(TimerDeadline deadline) {
        return true;
    }

    /**
     * Returns whether this deadline, once it is set, rings in time even if it has passed already. Asked by whoever is about to
     * wait: if so, there is no need to ask the clock, which takes longer than all the rest, since most deadlines are far away.
     *
     * <p>This implementation returns false.
     *
     * @param deadline a deadline that may have passed
     */
    default boolean ringsInTime(TimerDeadline deadline) {
        return false;
    }
}
