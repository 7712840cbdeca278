package dev.secretariat.cooperative;

import dev.secretariat.Awaitable;
import dev.secretariat.Scheduler;
import dev.secretariat.internal.LogMessage;
import dev.secretariat.spi.TimerDeadline;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Drives a scheduler until it has terminated, whatever its ticker and the JVM do. */
final class OwnThread implements Runnable {
    private static final LogMessage INTERRUPTED = LogMessage.debug(OwnThread.class, "{} was interrupted between steps");
    private static final LogMessage GOES_ON =
            LogMessage.error(OwnThread.class, "{} goes on after a failure of its ticker or of the JVM");

    /** So long it pauses after a failure: what fails each time must not keep a processor busy. */
    private static final long NAP_NANOS = 1_000_000;

    private final Scheduler scheduler;
    private final Awaitable termination;
    private final DriversSeat seat;
    private final DrivenTimers timers;

    /** Made once: to go on after a lack of memory needs none. */
    private @Nullable Joiner untilTerminated;

    /** How often driving has failed since it has last run a step. */
    private int failuresInARow;

    private long stepsAtFailure;

    OwnThread(Scheduler scheduler, Awaitable termination, DriversSeat seat, DrivenTimers timers) {
        this.scheduler = scheduler;
        this.termination = termination;
        this.seat = seat;
        this.timers = timers;
    }

    @Override
    public void run() {
        Driver driver = takeSeat();
        driver.becomeBusy();
        try {
            while (!scheduler.isTerminated()) {
                try {
                    driver.driveFor(untilTerminated());
                    // Meant for a step that has ended; the tasks go on.
                    if (Thread.interrupted()) INTERRUPTED.log(scheduler);
                } catch (Throwable failure) {
                    tell(failure, driver.steps());
                    LockSupport.parkNanos(scheduler, NAP_NANOS);
                }
            }
        } finally {
            timers.leaveSeat();
        }
    }

    private Driver takeSeat() {
        Driver driver = seat.tryTake();
        while (driver == null) {
            // Held only for a moment: by a thread that tidies up, or hands over because it closed before we were here.
            Thread.onSpinWait();
            driver = seat.tryTake();
        }
        return driver;
    }

    /** Returns a wait for the end: registered, or over if that has come. */
    private Joiner untilTerminated() {
        Joiner joiner = untilTerminated;
        if (joiner == null) {
            joiner = new Joiner(termination, TimerDeadline.after(Driver.FOREVER, timers));
            if (!termination.register(joiner)) joiner.wake(); // it has come
            untilTerminated = joiner;
        }
        return joiner;
    }

    /** Tells of the first, second, fourth, eighth ... of failures between which no step is run. */
    private void tell(Throwable failure, long steps) {
        if (steps != stepsAtFailure) failuresInARow = 0;
        stepsAtFailure = steps;
        failuresInARow++;
        if (Integer.bitCount(failuresInARow) == 1) {
            GOES_ON.log(scheduler, failure);
        }
    }
}
