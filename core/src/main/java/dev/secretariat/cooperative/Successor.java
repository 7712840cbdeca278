package dev.secretariat.cooperative;

import dev.secretariat.internal.LogMessage;
import dev.secretariat.spi.TimerDeadline;
import dev.secretariat.spi.Timers;

/**
 * Rings the deadlines of a scheduler that has terminated: nobody drives it any more, but tasks of other
 * schedulers may still wait for them.
 */
final class Successor {
    private static final LogMessage NOT_RUNG =
            LogMessage.error(Successor.class, "{} has terminated, and no thread can be made to ring {}");

    private final Object scheduler;
    private final Timers timers;

    /** Written once, by the thread that terminates. */
    private volatile boolean inCharge;

    /**
     * Makes one that is not in charge yet.
     *
     * @param scheduler for reports
     * @param timers what rings the deadlines; with a thread of its own
     */
    Successor(Object scheduler, Timers timers) {
        this.scheduler = scheduler;
        this.timers = timers;
    }

    void takeCharge() {
        inCharge = true;
    }

    /** Returns whether the scheduler has terminated. */
    boolean isInCharge() {
        return inCharge;
    }

    /** Sets a deadline. Never throws. */
    void take(TimerDeadline deadline) {
        try {
            timers.set(deadline);
        } catch (Throwable failure) {
            NOT_RUNG.log(scheduler, deadline, failure);
        }
    }

    void clear(TimerDeadline deadline) {
        timers.clear(deadline);
    }
}
