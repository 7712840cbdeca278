package dev.secretariat.sync;

import dev.secretariat.internal.Handles;
import dev.secretariat.internal.Touch;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is in a {@link Channel}, and who waits at either end.
 *
 * <p>Invariants, whenever nobody is inside:
 *
 * <ul>
 *   <li>While somebody waits to take, there is nothing to be taken.
 *   <li>While somebody waits to put, the ring is full.
 *   <li>Elements are taken in this order: those given back, by their turn; the ring; the line of those who wait to put.
 *   <li>An element that was granted to a wait is <em>lent</em> until it is got or given back. Once the channel is closed and nothing is left
 *       in it, nobody waits to take, unless some elements are lent: one of them may come back, so it is too early to speak of an end.
 * </ul>
 */
final class Exchange<T> extends BriefLock {
    private static final VarHandle SETTLED = Handles.field(MethodHandles.lookup(), "settled", int.class);

    private final Ring<T> ring = new Ring<>();
    private final WaitingLine<PutRequest<T>> puts = new WaitingLine<>();
    private final WaitingLine<TakeRequest<T>> takes = new WaitingLine<>();

    /** Those whose element was given back, by turn. */
    private final WaitingLine<TakeRequest<T>> givenBack = new WaitingLine<>();

    private final String name;
    private final int capacity;
    private final boolean keepsLatest;

    /** How many elements have been lent. */
    private int loans;

    /** How many of them have been got, or given back; may overflow as that does. */
    private volatile int settled;

    /** Written inside, once. */
    private volatile @Nullable Closing closing;

    Exchange(String name, int capacity, boolean keepsLatest) {
        this.name = name;
        this.capacity = capacity;
        this.keepsLatest = keepsLatest;
    }

    // ---- Anybody ----

    /** Puts an element, if there is room. */
    boolean offer(T element) {
        enter();
        try {
            Closing closed = closing;
            if (closed != null) throw closed.refusal();
            return accept(element);
        } finally {
            leave();
        }
    }

    /** Takes an element, if there is one. */
    @Nullable
    T poll() {
        enter();
        try {
            return next();
        } finally {
            leave();
        }
    }

    /** Puts the element of one that waits, now or when its turn comes. */
    void add(PutRequest<T> put) {
        enter();
        try {
            Closing closed = closing;
            if (closed != null) end(put, closed);
            else if (accept(put.element)) end(put, PutRequest.ACCEPTED);
            else puts.add(put);
        } finally {
            leave();
        }
    }

    /** Takes an element for one that waits, now or when its turn comes. */
    void add(TakeRequest<T> take) {
        enter();
        try {
            Closing closed = closing;
            T element = next();
            if (element != null) lend(element, take);
            else if (closed != null && !isSomethingLent()) end(take, closed);
            else takes.add(take);
        } finally {
            leave();
        }
    }

    /** Ends the wait of one that has given up, if it still waits. */
    void quit(PutRequest<T> put) {
        enter();
        try {
            if (!put.isWaiting()) return;
            puts.remove(put);
            end(put, Waiting.QUIT);
        } finally {
            leave();
        }
    }

    /** Ends the wait of one that has given up, or takes back the element that it was lent and has not got. */
    void quit(TakeRequest<T> take) {
        enter();
        try {
            if (take.isWaiting()) {
                takes.remove(take);
                end(take, Waiting.QUIT);
            } else if (take.decideToGiveBack()) {
                takeBack(take);
            }
        } finally {
            leave();
        }
    }

    /** Notes that an element that was lent has been got: it will not come back. For those that have asked for the stack which that takes. */
    void got() {
        Touch.writes(this);
        int ignored = (int) SETTLED.getAndAdd(this, 1);
        if (closing == null) return; // whoever closes it comes to see that this is not lent any more
        enterReserved();
        try {
            endIfNothingLeft();
        } finally {
            leave();
        }
    }

    /** Closes it; false if it was closed. */
    boolean close(Closing how) {
        enter();
        try {
            if (closing != null) return false;
            closing = how;
            endIfNothingLeft();
            return true;
        } finally {
            leave();
        }
    }

    /** Closes it, unless it is, refuses those who wait to put, and returns what is in it. */
    List<T> closeNow(Closing how) {
        enter();
        try {
            List<T> left = new ArrayList<>(givenBack.size() + ring.size()); // nothing has been changed yet
            Closing closed = closing;
            if (closed == null) closing = closed = how;
            for (PutRequest<T> put = puts.poll(); put != null; put = puts.poll()) end(put, closed);
            for (T element = next(); element != null; element = next()) left.add(element);
            endIfNothingLeft();
            return left;
        } finally {
            leave();
        }
    }

    /** Returns how it was closed, if nothing can be taken any more; otherwise null. */
    @Nullable
    Closing ended() {
        Touch.reads(this);
        if (closing == null) return null;
        enter();
        try {
            return !isSomethingLent() && isEmpty() ? closing : null;
        } finally {
            leave();
        }
    }

    boolean isClosed() {
        Touch.reads(this);
        return closing != null;
    }

    // ---- Inside ----

    /** Gives an element to the first that waits, or the ring; false if there is no room. */
    private boolean accept(T element) {
        TakeRequest<T> take = takes.poll();
        if (take != null) {
            lend(element, take);
            return true;
        }
        if (ring.size() >= capacity) {
            if (!keepsLatest) return false;
            T ignored = ring.poll();
        }
        ring.add(element);
        return true;
    }

    private @Nullable T next() {
        TakeRequest<T> back = givenBack.poll();
        if (back != null) return back.element();
        T element = ring.poll();
        PutRequest<T> put = puts.poll();
        if (put == null) return element;
        end(put, PutRequest.ACCEPTED);
        if (element == null) return put.element;
        ring.add(put.element); // in the place of the one that was taken
        return element;
    }

    private void lend(T element, TakeRequest<T> take) {
        take.turn = loans++;
        end(take, element);
    }

    private void takeBack(TakeRequest<T> take) {
        int ignored = (int) SETTLED.getAndAdd(this, 1);
        TakeRequest<T> waits = takes.poll();
        if (waits != null) {
            lend(take.element(), waits);
            return;
        }
        TakeRequest<T> later = givenBack.first();
        while (later != null && later.turn - take.turn < 0) later = givenBack.after(later);
        givenBack.addBefore(later, take);
    }

    private void endIfNothingLeft() {
        Closing closed = closing;
        if (closed == null || isSomethingLent() || !isEmpty()) return;
        for (TakeRequest<T> take = takes.poll(); take != null; take = takes.poll()) end(take, closed);
    }

    private boolean isSomethingLent() {
        return loans != settled;
    }

    private boolean isEmpty() {
        return givenBack.first() == null && ring.size() == 0 && puts.first() == null;
    }

    private void end(Waiting waiting, Object how) {
        waiting.end(how);
        wakeLater(waiting);
    }

    // ---- Reports ----

    int size() {
        Touch.reads(this);
        return givenBack.size() + ring.size();
    }

    int puts() {
        Touch.reads(this);
        return puts.size();
    }

    int takes() {
        Touch.reads(this);
        return takes.size();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name).append(", ").append(size()).append(" in it");
        if (puts() > 0) text.append(", ").append(puts()).append(" waiting to put");
        if (takes() > 0) text.append(", ").append(takes()).append(" waiting to take");
        if (isClosed()) text.append(", closed");
        return text.toString();
    }
}
