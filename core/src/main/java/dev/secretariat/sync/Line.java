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
 * done by the server (see {@link Served}), which alone knows the line. Its messages: a request has come, or has quit.
 *
 * <p>Why no permit lies idle beside somebody who could have it: a request is counted as waiting by the same CAS that finds too few
 * permits, so whoever gives some back later sees the count, and has the server look after that. If the request's message is not there yet, the
 * server looks again when it comes.
 *
 * <p>Why one that leaves does no harm: a request ends its wait by one CAS, to granted or to quit. If the server has taken permits
 * for one that has quit, it puts them back and goes on; one that has been granted gives back what it holds.
 */
final class Line extends Served {
    private static final LogMessage WAKER_THREW = LogMessage.error(Line.class, "A waker threw; it must not");
    private static final VarHandle STATE = Handles.field(MethodHandles.lookup(), "state", long.class);

    /** The unit of the upper half. */
    private static final long ONE_WAITS = 1L << 32;

    /** The lower half: permits; the upper: how many requests have been made and are neither granted nor known to have quit. */
    private volatile long state;

    // Of the server: the line, linked through the requests.
    private @Nullable Request first;
    private @Nullable Request last;

    Line(int permits) {
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
        Touch.reads(this);
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
        Message comes = new Message.Once() { // before it is counted
                    @Override
                    public void read() {
                        append(request);
                    }
                };
        for (; ; ) {
            long now = state;
            if (now >= request.permits && now < ONE_WAITS) {
                if (!STATE.weakCompareAndSet(this, now, now - request.permits)) continue;
                boolean ignored = request.grant();
                return;
            }
            if (!STATE.weakCompareAndSet(this, now, now + ONE_WAITS)) continue;
            leave(comes);
            return;
        }
    }

    /** Returns what a request {@linkplain #leave leaves} once it has quit: made beforehand, as it may quit where there is no memory. */
    Message quitting(Request request) {
        return new Message.Once() {
            @Override
            public void read() {
                removeIfInLine(request);
            }
        };
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
            if (now >= ONE_WAITS) look();
            return;
        }
    }

    // ---- The server ----

    /** Grants what there are permits for, in the order of the line. */
    @Override
    void settleUp() {
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

    private void append(Request request) {
        Request before = last;
        request.previous = before;
        last = request;
        if (before == null) first = request;
        else before.next = request;
    }

    /** Of one that has quit: it may have been taken out, when it was its turn. */
    private void removeIfInLine(Request request) {
        if (request.previous == null && first != request) return;
        remove(request);
        long ignored = (long) STATE.getAndAdd(this, -ONE_WAITS);
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
}
