package dev.secretariat.sync;

import dev.secretariat.Waker;
import dev.secretariat.impl.AwaitableEvent;
import dev.secretariat.internal.Handles;
import dev.secretariat.internal.Touch;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who waits in a line. The wait ends by an outcome, inside a {@link BriefLock}; whoever waits is woken after that was left.
 */
abstract class Waiting extends AwaitableEvent {
    private static final VarHandle OUTCOME = Handles.field(MethodHandles.lookup(), "outcome", Object.class);

    /** The outcome of one that has left the line. */
    static final Object QUIT = new Object();

    /** Who waits: a {@link dev.secretariat.TaskHandle}, or a thread. */
    final Object owner;

    // Inside the lock, while it stands in line.
    @Nullable
    Waiting previous;

    @Nullable
    Waiting next;

    /** Of whoever has ended the wait, and is about to wake it. */
    @Nullable
    Waiting nextToWake;

    /** How the wait has ended, or null; written once, inside the lock. */
    private volatile @Nullable Object outcome;

    Waiting(Object owner) {
        this.owner = owner;
    }

    final @Nullable Object outcome() {
        Touch.reads(this);
        return outcome;
    }

    /** Ends the wait; inside the lock. */
    final void end(Object how) {
        Touch.writes(this);
        OUTCOME.setRelease(this, how); // whoever registers beside this, and does not see it, is woken after it
    }

    /** Wakes whoever has registered, after the wait has ended. */
    final void wake() {
        boolean ignored = closeAndWake();
    }

    /** Returns whether it waits in line. */
    public final boolean isWaiting() {
        return outcome() == null;
    }

    @Override
    public final boolean register(Waker waker) {
        Objects.requireNonNull(waker, "waker");
        return outcome() == null && super.register(waker);
    }
}
