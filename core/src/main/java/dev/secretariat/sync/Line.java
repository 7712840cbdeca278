package dev.secretariat.sync;

import dev.secretariat.internal.Handles;
import dev.secretariat.internal.LogMessage;
import dev.secretariat.internal.StackReserve;
import dev.secretariat.internal.Touch;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Permits, and those who wait for some of them: first in, first out.
 *
 * <p>Whoever finds as many as they ask for, and nobody waiting, takes them by one CAS, and gives them back by another. All else is
 * done by one thread at a time, the <em>server</em>, which alone knows the line:
 *
 * <pre>
 * inbox: null        nobody serves, nothing is to be done
 *        SERVED      somebody serves
 *        LOOK        somebody serves, and is to look once more
 *        a message   somebody serves, and is to read it, and those behind it
 *
 * null -&gt; message, LOOK     by CAS, by whoever leaves a message or has given permits back: they serve now
 * SERVED -&gt; message, LOOK   by CAS, by the same: the server will see to it
 * message -&gt; message        by CAS, by whoever leaves another one
 * any -&gt; SERVED             by the server, which takes what there is
 * SERVED -&gt; null            by CAS, by the server: it is done
 * </pre>
 *
 * <p>Nobody waits for the server. What is left to it is done before it leaves: it leaves by a CAS that fails if anything has come since it last
 * took. A wake, which may call anything of users', may come back here: it leaves a message, which is read after it.
 *
 * <p>Why no permit lies idle beside somebody who could have it: a request is counted as waiting by the same CAS that finds too few
 * permits, so whoever gives some back later sees the count, and has the server look after that. If the request's message is not there yet, the
 * server looks again when it comes.
 *
 * <p>Why one that leaves does no harm: a request ends its wait by one CAS, to granted or to quit. If the server has taken permits
 * for one that has quit, it puts them back and goes on; one that has been granted gives back what it holds.
 */
final class Line {
    private static final LogMessage WAKER_THREW = LogMessage.error(Line.class, "A waker threw; it must not");
    private static final VarHandle STATE = Handles.field(MethodHandles.lookup(), "state", long.class);
    private static final VarHandle INBOX = Handles.field(MethodHandles.lookup(), "inbox", Object.class);
    private static final Object SERVED = new Object();
    private static final Object LOOK = new Object();

    /** The unit of the upper half. */
    private static final long ONE_WAITS = 1L << 32;

    /** The lower half: permits; the upper: how many requests have been made and are neither granted nor known to have quit. */
    private volatile long state;

    private volatile @Nullable Object inbox;

    // Of the server: the line, linked through the requests.
    private @Nullable Request first;
    private @Nullable Request last;

    Line(int permits) {
        Touch.creates(this);
        this.state = permits;
    }

    private static int permits(long state) {
        return (int) state;
    }

    int permits() {
        Touch.reads(this);
        return permits(state);
    }

    /** Returns how many wait. */
    int waiting() {
        Touch.reads(this);
        return (int) (state >>> 32);
    }

    // ---- Anybody ----

    /** Returns whether there are so many permits, and nobody waits for some. */
    boolean has(int permits) {
        long now = state;
        return now >= permits && now < ONE_WAITS;
    }

    /** Takes so many permits if there are, and nobody waits for some. */
    boolean tryTake(int permits) {
        Touch.writes(this);
        for (long now = state; now >= permits && now < ONE_WAITS; now = state) {
            if (STATE.weakCompareAndSet(this, now, now - permits)) return true;
        }
        return false;
    }

    /** Takes the permits that a request asks for, now or when its turn comes. */
    void enter(Request request) {
        Touch.writes(this);
        StackReserve.requireTwice(); // a server whose stack overflows would be missed
        Message message = new Message(request, false); // before it is counted
        for (; ; ) {
            long now = state;
            if (now >= request.permits && now < ONE_WAITS) {
                if (!STATE.weakCompareAndSet(this, now, now - request.permits)) continue;
                boolean ignored = request.grant();
                return;
            }
            if (!STATE.weakCompareAndSet(this, now, now + ONE_WAITS)) continue;
            leave(message);
            return;
        }
    }

    /**
     * Gives permits back, or adds some. For those that have asked for the stack which that takes, twice.
     *
     * @throws IllegalStateException if there would be more than an int can count
     */
    void give(int permits) {
        Touch.writes(this);
        for (; ; ) {
            long now = state;
            if (permits(now) > Integer.MAX_VALUE - permits) {
                throw new IllegalStateException(
                        permits + " permits more than " + permits(now) + " are too many to count");
            }
            if (!STATE.weakCompareAndSet(this, now, now + permits)) continue;
            if (now >= ONE_WAITS) haveLooked();
            return;
        }
    }

    private void haveLooked() {
        for (; ; ) {
            Object now = inbox;
            if (now != null && now != SERVED) return; // the server is yet to take that, and looks then
            if (!INBOX.compareAndSet(this, now, LOOK)) continue;
            if (now == null) serve();
            return;
        }
    }

    /** Leaves a message for the server. */
    void leave(Message message) {
        Touch.writes(this);
        for (; ; ) {
            Object now = inbox;
            message.before = now instanceof Message other ? other : null;
            if (!INBOX.compareAndSet(this, now, (Object) message)) continue;
            if (now == null) serve();
            return;
        }
    }

    // ---- The server ----

    private void serve() {
        do {
            Object taken = (Object) INBOX.getAndSet(this, SERVED);
            if (taken instanceof Message newest) readAll(newest);
            grantAll();
        } while (!INBOX.compareAndSet(this, SERVED, (Object) null));
    }

    /** Reads messages in the order in which they came. */
    private void readAll(Message newest) {
        Message oldest = null;
        for (Message message = newest; message != null; ) {
            Message before = message.before;
            message.before = oldest;
            oldest = message;
            message = before;
        }
        for (Message message = oldest; message != null; message = message.before) read(message);
    }

    private void read(Message message) {
        Request request = message.request;
        if (!message.hasQuit) {
            append(request);
        } else if (isInLine(request)) {
            remove(request);
            long ignored = (long) STATE.getAndAdd(this, -ONE_WAITS);
        }
    }

    /** Grants what there are permits for, in the order of the line. */
    private void grantAll() {
        for (Request next = first; next != null; next = first) {
            long now = state;
            if (permits(now) < next.permits) break;
            if (!STATE.compareAndSet(this, now, now - next.permits - ONE_WAITS)) continue;
            remove(next);
            try {
                if (!next.grant()) putBack(next.permits); // it has quit, and its message will find it out of line
            } catch (Throwable failure) {
                WAKER_THREW.log(failure); // not to whoever serves: they ask or give back for themselves
            }
        }
    }

    private void putBack(int permits) {
        long ignored = (long) STATE.getAndAdd(this, (long) permits);
    }

    private boolean isInLine(Request request) {
        return request.previous != null || first == request;
    }

    private void append(Request request) {
        Request before = last;
        request.previous = before;
        last = request;
        if (before == null) first = request;
        else before.next = request;
    }

    private void remove(Request request) {
        Request before = request.previous;
        Request after = request.next;
        if (before == null) first = after;
        else before.next = after;
        if (after == null) last = before;
        else after.previous = before;
        request.previous = null;
        request.next = null;
    }

    /** Returns how many stand in line; for tests, while nobody serves. */
    int length() {
        int length = 0;
        for (Request each = first; each != null; each = each.next) length++;
        return length;
    }

    @Override
    public String toString() {
        long now = state;
        return permits(now) + " free, " + (now >>> 32) + " waiting";
    }

    /** That a request has come, or has quit. */
    static final class Message {
        final Request request;
        final boolean hasQuit;

        /** The one that came before it, or, once they have been taken, the one that came after it. */
        @Nullable
        Message before;

        Message(Request request, boolean hasQuit) {
            this.request = request;
            this.hasQuit = hasQuit;
        }
    }
}
