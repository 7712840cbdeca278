package dev.secretariat.parallel;

import dev.secretariat.Fork;
import dev.secretariat.ForkBody;
import dev.secretariat.LongForkBody;
import dev.secretariat.Worker;
import dev.secretariat.internal.Handles;
import dev.secretariat.internal.Throwables;
import dev.secretariat.spi.TaskCell;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A fork that has been published: whoever changes its state first runs it, or drops it.
 *
 * <pre>
 * OPEN              TAKEN(thief)        a thief, by CAS
 * OPEN              CLOSED              its owner, by CAS: runs it at the join, or cancels it
 * TAKEN(thief)      AWAITED(thief)      its owner, by CAS, before it parks
 * TAKEN, AWAITED    DONE                the thief, by an exchange, which says whether to unpark the owner
 * </pre>
 */
final class ForkBox {
    private static final VarHandle STATE = Handles.field(MethodHandles.lookup(), "state", int.class);
    private static final VarHandle MARK = Handles.field(MethodHandles.lookup(), "mark", int.class);

    /*
     * state: 31 ... 3 | 2 ... 0
     *         thief      phase       the thief only while it is TAKEN or AWAITED
     */
    private static final int THIEF_SHIFT = 3;
    private static final int PHASE = (1 << THIEF_SHIFT) - 1;
    private static final int OPEN = 0;
    private static final int CLOSED = 1;
    private static final int TAKEN = 2;
    private static final int AWAITED = 3;
    private static final int DONE = 4;

    /** As a mark: above all forks of the thief's, so that nothing is stolen back yet. */
    private static final int NOT_BEGUN = Integer.MAX_VALUE;

    private volatile int state; // OPEN

    /** A {@link Fork}, a {@link ForkBody} or a {@link LongForkBody}. */
    private final Object body;

    private final long argument;

    private final TaskCell<?> cell;
    private final Thread owner;
    private final int index;

    /** Forks of the thief's from here on belong to this one: for the owner, who steals back. */
    @SuppressWarnings("UnusedVariable") // read through MARK
    private int mark = NOT_BEGUN;

    /** Of the thief; published by DONE. */
    private @Nullable Object result;

    private long longResult;

    private @Nullable Throwable failure;

    /** Which of its thief's stolen forks lies below this one; the thief's own. */
    @Nullable
    ForkBox outer;

    /**
     * Made by its owner, who is the calling thread.
     *
     * @param argument of a LongForkBody
     * @param cell the task that forked
     * @param index where it lies on its owner's stack
     */
    ForkBox(Object body, long argument, TaskCell<?> cell, int index) {
        this.body = body;
        this.argument = argument;
        this.cell = cell;
        this.index = index;
        this.owner = Thread.currentThread();
    }

    Object body() {
        return body;
    }

    TaskCell<?> cell() {
        return cell;
    }

    int index() {
        return index;
    }

    boolean isOpen() {
        return state == OPEN;
    }

    boolean isDone() {
        return state == DONE;
    }

    // ---- The owner's ----

    /**
     * Takes the fork back, to run or to drop it; false if a thief has it. True once more if called again, for
     * an owner without the stack to go on the first time.
     */
    boolean close() {
        return STATE.compareAndSet(this, OPEN, CLOSED) || state == CLOSED;
    }

    /** Returns the number of the worker that has taken it; after {@link #close} has failed. */
    int thief() {
        return state >> THIEF_SHIFT;
    }

    /**
     * Returns where the forks that belong to this one begin on its thief's stack; too high until the thief has said so.
     */
    int mark() {
        return (int) MARK.getOpaque(this);
    }

    /**
     * Asks to be unparked at the end, and when the thief has published forks. A full fence; the owner
     * parks then, or finds the permit that the thief has left it meanwhile.
     *
     * @return false if it has ended already
     */
    boolean askToBeWoken() {
        int now = state;
        if ((now & PHASE) != TAKEN) return (now & PHASE) == AWAITED;
        return STATE.compareAndSet(this, now, now - TAKEN + AWAITED);
    }

    /** Returns how it failed; null if it has not. After its end. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    /** Returns the result, after the end; throws what the body has thrown, as it was. */
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"}) // T is the fork's, and may be nullable
    <T extends @Nullable Object> T resultOrThrow() {
        if (failure != null) throw Throwables.unchecked(failure);
        return (T) result;
    }

    long longOrThrow() {
        if (failure != null) throw Throwables.unchecked(failure);
        return longResult;
    }

    // ---- A thief's ----

    /** Takes the fork, to run it; false if its owner, or another thief, has been first. */
    boolean take(int thief) {
        return state == OPEN && STATE.compareAndSet(this, OPEN, TAKEN | thief << THIEF_SHIFT);
    }

    /** Says where the thief's stack ends as it begins. */
    void begin(int top) {
        MARK.setOpaque(this, top);
    }

    /** Runs the body, and keeps its result. */
    void run(Worker worker) throws Exception {
        if (body instanceof Fork<?> fork) result = fork.run(worker);
        else if (body instanceof ForkBody<?> lambda) result = lambda.run(worker);
        else longResult = ((LongForkBody) body).run(worker, argument);
    }

    /** Ends the fork, once: after {@link #run}, or with what it has thrown. */
    void end(@Nullable Throwable cause) {
        failure = cause;
        int before = (int) STATE.getAndSet(this, DONE);
        if ((before & PHASE) == AWAITED) LockSupport.unpark(owner);
    }

    /** Returns whether the owner may be parked and could help. A hint, unless a full fence came before. */
    boolean isAwaited() {
        return (state & PHASE) == AWAITED;
    }

    void wakeOwner() {
        LockSupport.unpark(owner);
    }
}
