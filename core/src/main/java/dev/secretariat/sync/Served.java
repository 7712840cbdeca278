package dev.secretariat.sync;

import dev.secretariat.internal.Handles;
import dev.secretariat.internal.Throwables;
import dev.secretariat.internal.Touch;
import dev.secretariat.internal.WaiterList;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What one thread at a time knows, the <em>server</em>: as in a {@link Line}, others leave it messages, and whoever leaves the first one serves. Nobody waits for the
 * server, and what it does may call anything, also what comes back here: that leaves a message, which is read after it.
 *
 * <pre>
 * inbox: null       nobody serves, nothing is to be done
 *        SERVED     somebody serves
 *        a message  somebody serves, and is to read it, and those left before it
 *
 * null -&gt; SERVED, message   by CAS, by whoever has something to be done: they serve now
 * any -&gt; message            by CAS, by whoever comes while somebody serves
 * message -&gt; SERVED         by the server, which takes all there are
 * SERVED -&gt; null            by CAS, by the server: it is done
 * </pre>
 *
 * <p>What was done before a message was left happens-before it is read, and so does what was read before it. It is also a list of those who wait for an event.
 */
abstract class Served extends WaiterList {
    private static final VarHandle INBOX = Handles.field(MethodHandles.lookup(), "inbox", Object.class);
    private static final Object SERVED = new Object();

    private volatile @Nullable Object inbox;

    /** Does what messages have made due; called by the server, before it leaves and whenever it has read some. */
    abstract void settleUp();

    /** Leaves a message; whoever leaves the first one serves. */
    final void leave(Message message) {
        Touch.writes(this);
        for (; ; ) {
            Object now = inbox;
            message.follow(now instanceof Message other ? other : null);
            if (!INBOX.compareAndSet(this, now, (Object) message)) continue;
            if (now == null) goOn();
            return;
        }
    }

    /** Begins to serve, if nobody does: who has something to do can do it at once, and goes on. */
    final boolean tryServe() {
        Touch.writes(this);
        return inbox == null && INBOX.compareAndSet(this, (Object) null, SERVED);
    }

    /** Does what is to be done until nothing is left; then nobody serves. */
    final void goOn() {
        Throwable failure = null;
        do {
            try {
                if (inbox != SERVED) readAll((Object) INBOX.getAndSet(this, SERVED));
                settleUp();
            } catch (Throwable thrown) { // of whoever waits
                if (failure == null) failure = thrown;
                else Throwables.suppress(failure, thrown);
            }
        } while (!INBOX.compareAndSet(this, SERVED, (Object) null));
        if (failure != null) throw Throwables.unchecked(failure);
    }

    /** Reads messages in the order in which they came. */
    private static void readAll(@Nullable Object taken) {
        Message oldest = null;
        for (Message message = taken instanceof Message newest ? newest : null; message != null; ) {
            Message before = message.before();
            message.follow(oldest);
            oldest = message;
            message = before;
        }
        for (Message message = oldest; message != null; ) {
            Message after = message.before();
            message.follow(null);
            message.read();
            message = after;
        }
    }
}
