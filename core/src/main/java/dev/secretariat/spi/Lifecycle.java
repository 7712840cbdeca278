package dev.secretariat.spi;

import dev.secretariat.internal.Handles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a scheduler accepts tasks, and whether any accepted one has not ended.
 *
 * <p>A single word for both would be written by every submission and every end. Instead each worker
 * counts in a {@link Tally} of its own, and the tallies are added up only once closing has begun. All
 * counts only grow, and they are read in this order: first those of ended tasks, then those of begun ones.
 *
 * <p><b>If the sums are equal, no accepted task is left.</b> Suppose that one is, and that its begin is not
 * in the second sum (if it were, the sums would differ, since each end that was read happens-after its
 * begin). If a worker counted it in, then during a step of a task that has not ended either, and whose
 * begin is missing likewise, for else its end, which happens-after, would have been read without it. So
 * going back, one that an external thread submitted is missing. External threads count, by taking a slot of the {@link TaskRegistry},
 * then read the phase; whoever adds up has read the phase first. Both are volatile, so a task whose count was missed was refused.
 *
 * <p><b>The last end is noticed.</b> Whoever ends a task counts, then reads the phase, with a full fence
 * between; or, as {@link #releaseEarly}, looks again before it waits. So it sees that closing has begun and
 * adds up itself, or whoever began to close sees the count. Of several who end the last tasks at once, the last in the
 * order of the fences sees all counts.
 *
 * <p>The model in {@code shutdown.pml} checks both, with the fence at each end; that a later look
 * is as good is stress-tested, not modelled.
 */
final class Lifecycle {
    /** All submissions are accepted. */
    static final int OPEN = 0;
    /** Submissions are refused, those of workers accepted. */
    static final int CLOSING = 1;
    /** All are refused, and no work of the executor view begins: shutdownNow() takes it back. */
    static final int REFUSING = 2;
    /** And no step begins any more: every task is asked to cancel. */
    static final int CANCELLING = 3;
    /** Begun to close, and no task is left. */
    static final int TERMINATED = 4;

    private static final VarHandle PHASE = Handles.field(MethodHandles.lookup(), "phase", int.class);

    /** Only grows. Read before each step, so it shares its line with nothing that changes often. */
    private volatile int phase;

    /** How many tasks external threads have begun: volatile reads of what they count in. */
    private final LongSupplier begunExternal;

    /** How many tasks have ended on external threads. */
    private final ExternalTally external;

    /** Replaced by a longer one for each worker. An array, as a pass over it has to come to its end without memory. */
    private final AtomicReference<Tally[]> workers = new AtomicReference<>(new Tally[0]);

    /**
     * An open one.
     *
     * @param begunExternal returns how many tasks external threads have counted in, before each called {@link #isOpen}
     */
    Lifecycle(LongSupplier begunExternal) {
        this(begunExternal, new ExternalTally());
    }

    Lifecycle(LongSupplier begunExternal, ExternalTally external) {
        this.begunExternal = begunExternal;
        this.external = external;
    }

    /** Returns a tally for one more worker. */
    Tally newTally() {
        Tally tally = new Tally();
        workers.updateAndGet(others -> with(others, tally));
        return tally;
    }

    private static Tally[] with(Tally[] others, Tally one) {
        Tally[] all = Arrays.copyOf(others, others.length + 1);
        all[others.length] = one;
        return all;
    }

    int phase() {
        return phase;
    }

    /** Returns how many tasks have not ended; exact if none begins or ends meanwhile. */
    long live() {
        long ended = ended();
        return Math.max(0, begun() - ended);
    }

    /** Returns whether a task is accepted that an external thread has counted in; if not, {@link #refuse} follows. */
    boolean isOpen() {
        return phase == OPEN;
    }

    /** Takes back the count of a task that was refused on an external thread; says whether this terminated. */
    boolean refuse() {
        external.countEndedExternal();
        return tryTerminate();
    }

    /**
     * Counts a task in that a step submits, unless it comes too late.
     *
     * @param own the tally of the worker whose step it is
     */
    boolean accept(Tally own) {
        if (phase > CLOSING) return false;
        own.countBegun(); // by a step of a task that has not ended, so nobody can terminate meanwhile
        return true;
    }

    /**
     * Counts a task out; says whether this terminated the scheduler.
     *
     * @param own the tally of the worker that ended it; null on an external thread
     */
    boolean release(@Nullable Tally own) {
        if (own != null) {
            own.countEnded();
            VarHandle.fullFence(); // between the count and the look at the phase
        } else {
            external.countEndedExternal(); // volatile, as the look is
        }
        return tryTerminate();
    }

    /**
     * As {@link #release}, for a worker that calls {@link #settle} before it waits for other tasks. While
     * nobody closes, it costs no fence. The phase that it reads may be stale; then no other task is left, so
     * the worker comes to {@link #settle}, which has the fence between the count and the look.
     */
    boolean releaseEarly(Tally own) {
        own.countEnded();
        return phase != OPEN && settle();
    }

    /** Looks whether the last task has ended in a closing scheduler; says whether this terminated it. */
    boolean settle() {
        VarHandle.fullFence();
        return tryTerminate();
    }

    /** Moves on to a phase; says whether this terminated the scheduler. */
    boolean advance(int to) {
        for (int now = phase; now < to; now = phase) {
            if (PHASE.compareAndSet(this, now, to)) break;
        }
        return tryTerminate();
    }

    private boolean tryTerminate() {
        int now = phase;
        if (now == OPEN || now == TERMINATED) return false;
        long ended = ended();
        if (begun() != ended) return false;
        // It may move on beside us, but not back.
        while (now != TERMINATED) {
            if (PHASE.compareAndSet(this, now, TERMINATED)) return true;
            now = phase;
        }
        return false;
    }

    private long ended() {
        long sum = external.ended();
        for (Tally tally : workers.get()) sum += tally.ended();
        return sum;
    }

    private long begun() {
        long sum = begunExternal.getAsLong();
        for (Tally tally : workers.get()) sum += tally.begun();
        return sum;
    }
}
