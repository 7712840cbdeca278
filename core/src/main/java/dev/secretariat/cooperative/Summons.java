package dev.secretariat.cooperative;

import dev.secretariat.internal.Inbox;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Decides who tells the host that there is something to do, so that somebody does, and only one.
 *
 * <pre>
 * who makes it ready     who drives
 * untold = true          leave the seat
 * read the seat          read untold
 * </pre>
 *
 * <p>Both are volatile writes followed by volatile reads: either the one finds the seat free, or the other finds that
 * the host is to be told. If both do, the CAS that takes the mark away lets one tell. A driver that takes the seat
 * takes the mark away too, since it looks into the inbox itself. If that comes before the mark is set, the mark stays
 * until the driver leaves, and counts only if something is left then.
 */
final class Summons {
    private final DriversSeat seat;
    private final Inbox<?> inbox;
    private final AtomicBoolean untold = new AtomicBoolean();

    Summons(DriversSeat seat, Inbox<?> inbox) {
        this.seat = seat;
        this.inbox = inbox;
    }

    /** There is something to do, of which the host does not know. */
    void need() {
        untold.set(true);
    }

    /** Somebody drives, and looks for what there is to do. */
    void answer() {
        untold.set(false);
    }

    /** Whether the calling thread is to tell the host, now; after {@link #need}, or after leaving the seat. */
    boolean isMine() {
        return !seat.isTaken() && !inbox.isIdle() && untold.compareAndSet(true, false);
    }
}
