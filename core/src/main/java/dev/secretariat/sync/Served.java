package dev.secretariat.sync;

import dev.secretariat.internal.Handles;
import dev.secretariat.internal.Throwables;
import dev.secretariat.internal.Touch;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What one thread at a time knows, the <em>server</em>. Others leave it messages, or have it look at what they have changed; whoever finds
 * that nobody serves, serves. What the server does may call anything, also what comes back here: that leaves a message, which is read after it.
 *
 * <pre>
 * inbox: null        nobody serves, nothing is to be done
 *        SERVED      somebody serves
 *        LOOK        somebody serves, and is to look once more
 *        a message   somebody serves, and is to read it, and those left before it
 *
 * null -&gt; SERVED, message     by CAS, by whoever has something to be done: they serve now
 * SERVED -&gt; LOOK              by CAS, by whoever has changed something: the server will look
 * any but null -&gt; message     by CAS, by whoever leaves one; a message has the server look as well
 * LOOK, message -&gt; SERVED     by the server, which takes what there is
 * SERVED -&gt; null              by CAS, by the server: it is done
 * </pre>
 *
 * <p>Why there is one server at a time: whoever brings the inbox from null to anything else is the server, and nobody but the server brings it back.
 *
 * <p>Why nothing is left undone, though nobody waits for the server: it leaves by a CAS that fails if anything has come since it last took what there
 * was. Then it takes that, reads it, and looks again. Whoever finds a message or LOOK in the inbox finds it before it is taken, so what they have
 * changed until then is there to be seen when the server looks.
 *
 * <p>What was done before a message was left happens-before it is read, and whatever the server did before, this one or another, happens-before that, too: all go by
 * the inbox. But a {@link #look} may find that it has nothing to write there; so what is looked at, and changed by others than the server, must be volatile.
 */
abstract class Served {
    private static final VarHandle INBOX = Handles.field(MethodHandles.lookup(), "inbox", Object.class);
    private static final Object SERVED = new Object();
    private static final Object LOOK = new Object();

    private volatile @Nullable Object inbox;

    @SuppressWarnings("this-escape") // its identity alone
    Served() {
        Touch.creates(this);
    }

    /**
     * Looks for what is due, and does it; called by the server whenever it has taken what there was, at least once before it leaves. What this
     * throws is thrown by whoever serves, once nothing is left to be done: so it first does all that it can.
     */
    abstract void settleUp();

    // ---- Anybody ----

    /** Leaves a message. */
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

    /** Has the server look at what has been changed. Allocates nothing. */
    final void look() {
        Touch.writes(this);
        for (; ; ) {
            Object now = inbox;
            if (now == LOOK || now instanceof Message) return; // yet to be taken
            if (!INBOX.compareAndSet(this, now, now == null ? SERVED : LOOK)) continue;
            if (now == null) goOn();
            return;
        }
    }

    /** Begins to serve, if nobody does: who has something to do can do it at once, and {@linkplain #goOn goes on}. */
    final boolean tryServe() {
        Touch.writes(this);
        return inbox == null && INBOX.compareAndSet(this, (Object) null, SERVED);
    }

    // ---- The server ----

    /** Does what is to be done until nothing is left; then nobody serves. */
    final void goOn() {
        Throwable failure = null;
        do {
            try {
                if (inbox != SERVED) readAll((Object) INBOX.getAndSet(this, SERVED));
                settleUp();
            } catch (Throwable thrown) { // of whoever waits
                failure = failure == null ? thrown : Throwables.suppress(failure, thrown);
            }
        } while (!INBOX.compareAndSet(this, SERVED, (Object) null));
        if (failure != null) throw Throwables.unchecked(failure);
    }

    /** Reads messages in the order in which they came. */
    static void readAll(@Nullable Object taken) {
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
