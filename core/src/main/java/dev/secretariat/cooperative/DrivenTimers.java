package dev.secretariat.cooperative;

import dev.secretariat.Ticker;
import dev.secretariat.internal.Inbox;
import dev.secretariat.spi.TimerDeadline;
import dev.secretariat.spi.Timers;
import java.util.Objects;

/**
 * Deadlines that the driver rings, and after the scheduler's end its {@link Successor}.
 *
 * <p>Where nobody drives for long, deadlines that are set and cleared would fill the inbox. So a thread that has
 * posted one, and finds many messages, sorts them in. It holds the seat for that, but does not drive: it runs
 * nothing of users', and whoever wants to drive waits until it leaves.
 */
final class DrivenTimers implements Timers {
    /**
     * So many messages are sorted in by whoever posts a deadline, if nobody drives. They keep cleared deadlines from
     * the collector until then, and to sort them in costs the posting thread the more, but the more rarely. Not tuned;
     * as many as rouse the thread of a parallel scheduler's timers.
     */
    private static final int MANY = 1024;

    private final Object scheduler;
    private final Ticker ticker;
    private final Inbox<Object> inbox;
    private final DriversSeat seat;
    private final HostNotifier notifier;
    private final Successor successor;

    DrivenTimers(
            Object scheduler,
            Ticker ticker,
            Inbox<Object> inbox,
            DriversSeat seat,
            HostNotifier notifier,
            Successor successor) {
        this.scheduler = scheduler;
        this.ticker = ticker;
        this.inbox = inbox;
        this.seat = seat;
        this.notifier = notifier;
        this.successor = successor;
    }

    @Override
    public Ticker ticker() {
        return ticker;
    }

    @Override
    public void set(TimerDeadline deadline) {
        Objects.requireNonNull(deadline, "deadline");
        Driver driver = seat.mine();
        if (driver != null) driver.set(deadline);
        else post(deadline);
    }

    @Override
    public void clear(TimerDeadline deadline) {
        Objects.requireNonNull(deadline, "deadline");
        Driver driver = seat.mine();
        if (driver != null) driver.update(deadline);
        else if (successor.isInCharge()) successor.clear(deadline);
        else post(deadline);
    }

    /** Returns false on other threads, whose tasks have to be posted anyway. */
    @Override
    public boolean isNext(TimerDeadline deadline) {
        Driver driver = seat.mine();
        return driver != null && driver.isNext(deadline);
    }

    private void post(TimerDeadline deadline) {
        if (inbox.post(deadline)) notifier.requestAndTell();
        if (successor.isInCharge()) handOver();
        else if (inbox.size() >= MANY) tidyUp();
    }

    /** Sorts in what has been posted, if nobody drives. */
    private void tidyUp() {
        Tidier tidier = seat.tryTakeToTidyUp();
        if (tidier == null) return;
        try {
            tidier.takeIn();
        } finally {
            leaveSeat();
        }
    }

    /** Frees the seat, which the calling thread holds, and does what has been left to whoever leaves it. */
    void leaveSeat() {
        seat.leave();
        if (successor.isInCharge()) handOver();
        else notifier.tell(); // of what came between the announcement that we are idle and our leaving
    }

    /**
     * Gives deadlines that are left to the successor, which is in charge. If somebody has the seat, they come here when
     * they leave it; whoever leaves looks into the inbox once more, and whoever posts tries the seat
     * afterwards, so that one of them sees the other.
     */
    void handOver() {
        do {
            Driver driver = seat.tryTake();
            if (driver == null) return;
            try {
                driver.handOver();
            } finally {
                seat.leave();
            }
        } while (!inbox.isEmpty());
    }

    @Override
    public String toString() {
        return "timers of " + scheduler;
    }
}
