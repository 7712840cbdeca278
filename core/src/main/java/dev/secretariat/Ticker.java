package dev.secretariat;

import dev.secretariat.impl.SystemTicker;
import dev.secretariat.internal.Times;
import java.util.concurrent.locks.LockSupport;

/**
 * A monotonic clock: the one way by which time enters a scheduler, so that tests and simulations can
 * replace it.
 *
 * <p>Readings have an arbitrary origin, may be negative and wrap around; compare two only by
 * subtraction. Implementations must be thread-safe and never go back.
 */
@FunctionalInterface
public interface Ticker {
    /** Returns the time in nanoseconds since an arbitrary origin. */
    long nanos();

    /**
     * Parks the calling thread until this ticker reads {@code untilNanos}, or it is unparked or
     * interrupted, or for no reason, as {@link LockSupport#park} does.
     *
     * <p>This implementation assumes that the ticker's nanoseconds are real ones. A ticker that does not
     * flow with real time must override it, and unpark the thread when its time has come.
     *
     * @param blocker what a thread dump shows as the thing waited for
     * @param untilNanos the reading to wait for
     */
    default void parkUntil(Object blocker, long untilNanos) {
        long wait = untilNanos - nanos();
        if (wait >= Times.FAR_NANOS >> 1) LockSupport.park(blocker); // that is, without a time-out
        else if (wait > 0) LockSupport.parkNanos(blocker, wait);
    }

    /** Returns the system's monotonic clock, {@link System#nanoTime}. */
    static Ticker system() {
        return SystemTicker.INSTANCE;
    }
}
