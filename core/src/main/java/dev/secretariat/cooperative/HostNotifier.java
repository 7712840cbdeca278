package dev.secretariat.cooperative;

import dev.secretariat.internal.Inbox;
import dev.secretariat.internal.LogMessage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Tells the host, the application's thread that drives now and then, that there is something to do: so that somebody
 * tells it, and only one.
 *
 * <pre>
 * who makes it ready     who drives
 * pending = true         leave the seat
 * read the seat          read pending
 * </pre>
 *
 * <p>Both are volatile writes followed by volatile reads: either the one finds the seat free, or the other finds that
 * the host is to be told. If both do, the CAS that takes the mark away lets one tell. A driver that takes the seat
 * takes the mark away too, since it looks into the inbox itself. If that comes before the mark is set, the mark stays
 * until the driver leaves, and counts only if something is left then.
 */
final class HostNotifier {
    private static final LogMessage CALLBACK_THREW =
            LogMessage.error(HostNotifier.class, "The onReady callback of {} threw; it should only post");

    private final Object scheduler;
    private final DriversSeat seat;
    private final Inbox<?> inbox;
    private final @Nullable Runnable onReady;

    /** Whether there is something to do of which the host has not been told. Set and taken away by any thread. */
    private final AtomicBoolean pending = new AtomicBoolean();

    /**
     * Makes a notifier.
     *
     * @param scheduler for reports
     * @param onReady tells the host; null if it is not to be told
     */
    HostNotifier(Object scheduler, DriversSeat seat, Inbox<?> inbox, @Nullable Runnable onReady) {
        this.scheduler = scheduler;
        this.seat = seat;
        this.inbox = inbox;
        this.onReady = onReady;
    }

    /** Notes that there is something to do of which the host does not know; somebody then has to {@link #tell}. */
    void request() {
        if (onReady != null) pending.set(true);
    }

    /** Requests that the host be told, and tells it if nobody drives. */
    void requestAndTell() {
        request();
        tell();
    }

    /** Takes the note back: somebody drives, and looks for what there is to do. */
    void withdraw() {
        if (onReady != null) pending.set(false); // a fence, which a host that is not told need not pay
    }

    /** Tells the host if that is to be done, and falls to the calling thread; after {@link #request}, or after leaving the seat. */
    void tell() {
        if (onReady == null || !claim()) return;
        try {
            onReady.run();
        } catch (Throwable failure) {
            CALLBACK_THREW.log(scheduler, failure);
        }
    }

    /** Returns whether the calling thread is to tell the host, now. */
    boolean claim() {
        return !seat.isTaken() && !inbox.isIdle() && pending.compareAndSet(true, false);
    }
}
