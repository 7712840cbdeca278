package dev.secretariat;

import java.time.Duration;

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
public interface Deadline extends Awaitable {
    /** Returns whether the time has come. A deadline that has rung stays past, whatever the clock says. */
    boolean isPast();

    /** Returns how long it is until the time has come; never negative. */
    Duration remaining();

    /**
     * Makes a deadline that comes {@code delay} after this one, whatever the time is now.
     *
     * @param delay how long after
     */
    Deadline plus(Duration delay);
}
