package dev.secretariat.spi;

import dev.secretariat.Ticker;
import dev.secretariat.internal.StackReserve;
import dev.secretariat.internal.TimerHeap;
import dev.secretariat.internal.TimerNode;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Deadlines in the order of their time, for a scheduler or thread that rings them itself. Not
 * thread-safe: it has one owner, who brings here what {@link Timers} receives from other
 * threads.
 *
 * <p>Setting and clearing take constant time on average; a million pending deadlines do not slow it.
 */
public final class TimerQueue {
    /** So many cleared ones at the front are skipped at a look: each costs as much as to ring one. */
    private static final int MAX_SKIPPED = 16;

    private final Ticker ticker;
    private final TimerHeap heap = new TimerHeap();

    /**
     * An empty queue.
     *
     * @param ticker the clock of its deadlines
     */
    public TimerQueue(Ticker ticker) {
        this.ticker = Objects.requireNonNull(ticker, "ticker");
    }

    /** Keeps a deadline until it rings; does nothing if it is kept already. */
    public void set(TimerDeadline deadline) {
        heap.add(deadline);
    }

    /** Forgets a deadline, soon or at once, if nobody waits for it now. */
    public void clear(TimerDeadline deadline) {
        heap.forget(deadline);
    }

    /** As {@link #clear} of so many deadlines that are kept here, whichever they are. */
    void clear(int many) {
        heap.forget(many);
    }

    /** Returns how many more have to be cleared until all that are cleared are forgotten. */
    int untilForgetting() {
        return heap.untilSweep();
    }

    /** Sets or clears the deadline, depending on whether somebody waits for it now. */
    public void update(TimerDeadline deadline) {
        if (deadline.isAwaited()) heap.add(deadline);
        else heap.forget(deadline);
    }

    /**
     * Rings the deadlines whose time has come, in the order of their times, and says how many they were. If the ticker
     * throws, or goes back, none is lost: it rings when this is called next. What a waker throws is thrown when all have
     * been rung, later ones suppressed.
     */
    public int ringDue() {
        return heap.size() == 0 ? 0 : ringDue(ticker.nanos());
    }

    /** As {@link #ringDue()}, of the deadlines whose time has come at that reading of the ticker. */
    int ringDue(long nowNanos) {
        if (heap.size() == 0) return 0;
        StackReserve.requireTwice(); // whoever is taken out has to be rung
        return heap.ringDue(nowNanos);
    }

    /** Returns whether this deadline, which has passed, has none before it here: see {@link Timers#isNext}. */
    public boolean isNext(TimerDeadline deadline) {
        return heap.size() == 0 || heap.firstNanos() - deadline.nanos() > 0;
    }

    /**
     * Gives up all deadlines, to somebody else who will ring them.
     *
     * @param taker receives those that somebody waits for
     */
    public void drainTo(Consumer<? super TimerDeadline> taker) {
        for (TimerNode node = heap.poll(); node != null; node = heap.poll()) {
            TimerDeadline deadline = (TimerDeadline) node;
            if (deadline.isAwaited()) taker.accept(deadline);
        }
    }

    /** Returns whether there is no deadline that somebody waits for. */
    public boolean isEmpty() {
        return !heap.skipForgotten();
    }

    /**
     * As {@link #isEmpty}, where it does not matter much if it is not seen: takes little time, also where many are cleared one
     * after the other, in the order of their times.
     */
    boolean isSeenToBeEmpty() {
        return !heap.skipForgotten(MAX_SKIPPED);
    }

    /** Returns how many deadlines are kept, those counted that are cleared but not yet forgotten. */
    public int size() {
        return heap.size();
    }

    /**
     * Returns the ticker's reading at which the next deadline rings.
     *
     * @throws IllegalStateException if there is none
     */
    public long nextNanos() {
        return heap.firstNanos();
    }
}
