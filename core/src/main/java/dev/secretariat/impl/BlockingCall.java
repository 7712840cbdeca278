package dev.secretariat.impl;

import dev.secretariat.Outcome;
import dev.secretariat.Promise;
import dev.secretariat.internal.Handles;
import dev.secretariat.internal.StackReserve;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * One blocking call, as the thread that runs it and the task that waits for it see it.
 *
 * <pre>
 * null -&gt; the thread            by the thread, as it begins
 * null -&gt; WITHDRAWN             by the task: it never begins
 * the thread -&gt; ENDED           by the thread, as the call has returned
 * the thread -&gt; INTERRUPTING    by the task, which then interrupts the thread
 * INTERRUPTING -&gt; INTERRUPTED   by the task, when it has
 * INTERRUPTED -&gt; ENDED          by the thread, as the call has returned
 * </pre>
 *
 * <p>The interrupt must not reach what the thread does next. So it is given only between two states that keep the thread here: at the
 * end of the call it waits until INTERRUPTING is over, and takes the interrupt away if the call has left it. And what the thread finds before it begins is
 * somebody else's: it is put aside before the first of these states, since an interrupt of the task's could not be told from it later.
 */
final class BlockingCall<T extends @Nullable Object> implements Runnable {
    private static final VarHandle STATE = Handles.field(MethodHandles.lookup(), "state", Object.class);

    private enum State {
        WITHDRAWN,
        INTERRUPTING,
        INTERRUPTED,
        ENDED
    }

    /** Made beforehand, as is all that tells the end: a call that leaves no memory ends all the same. */
    private static final Outcome<@Nullable Void> ENDED = new Outcome.Succeeded<>(null);

    private final CallCount count;
    private final Promise<@Nullable Void> end = new Promise<>();

    // Written by the thread before the end.
    private @Nullable T value;
    private @Nullable Throwable failure;

    /** Null once it is not needed: an executor may keep this for long after it was withdrawn. */
    private @Nullable Callable<? extends T> callable;

    private volatile @Nullable Object state;

    BlockingCall(Callable<? extends T> callable, CallCount count) {
        this.callable = callable;
        this.count = count;
        count.handedOver();
    }

    /** Returns what is completed when the call has ended, and the thread is free of it. */
    Promise<@Nullable Void> end() {
        return end;
    }

    /** Returns what the call has thrown, or null; after its end. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    /** Returns what the call has returned; after its end. */
    @SuppressWarnings("NullAway") // null only where it may return that
    T value() {
        return value;
    }

    // ---- The thread that runs it ----

    @Override
    public void run() {
        StackReserve.requireTwice(); // also to tell the end
        Callable<? extends T> work = callable;
        Thread me = Thread.currentThread();
        // Left by what ran here before, or meant for whoever owns the thread. Before the call begins: what comes from
        // then on is for the call.
        boolean foreign = Thread.interrupted();
        if (work == null || !STATE.compareAndSet(this, (Object) null, (Object) me)) {
            if (foreign) me.interrupt();
            return;
        }
        count.begun();
        try {
            value = work.call();
        } catch (Throwable thrown) {
            failure = thrown;
        }
        leave(me);
        if (foreign) me.interrupt();
        callable = null;
        count.ended();
        end.complete(ENDED);
    }

    private void leave(Thread me) {
        if (STATE.compareAndSet(this, (Object) me, (Object) State.ENDED)) return;
        while (state == State.INTERRUPTING) Thread.onSpinWait(); // for as long as one call of interrupt() takes
        boolean ignored = Thread.interrupted();
        state = State.ENDED;
    }

    // ---- The task ----

    /** Makes sure that it never begins; returns false if it has. */
    boolean withdraw() {
        if (!STATE.compareAndSet(this, (Object) null, (Object) State.WITHDRAWN)) return false;
        callable = null;
        count.withdrawn();
        return true;
    }

    /** Interrupts the thread, if it is in the call; the first time. */
    void interrupt() {
        Object now = state;
        if (!(now instanceof Thread thread)) return;
        if (!STATE.compareAndSet(this, now, (Object) State.INTERRUPTING)) return;
        try {
            thread.interrupt();
        } finally {
            state = State.INTERRUPTED;
        }
    }
}
