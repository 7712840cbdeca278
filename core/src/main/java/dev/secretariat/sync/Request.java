package dev.secretariat.sync;

import dev.secretariat.impl.AwaitableEvent;
import dev.secretariat.internal.Handles;
import dev.secretariat.internal.Touch;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A request for permits, as its {@link Line} sees it. It waits until it is granted, or has quit, by one CAS; what has been granted is given
 * back once, by another.
 */
abstract class Request extends AwaitableEvent {
    private static final VarHandle RETURNED = Handles.field(MethodHandles.lookup(), "returned", boolean.class);
    private static final Object GRANTED = new Object();
    private static final Object QUIT = new Object();

    final int permits;

    /** Who asks: a {@link dev.secretariat.TaskHandle}, a thread, or a {@link Proxy} of one. */
    final Object owner;

    // Of the line's server.
    @Nullable
    Request previous;

    @Nullable
    Request next;

    private volatile boolean returned;

    /**
     * A request.
     *
     * @param granted whether its permits have been taken; otherwise it is about to enter the line
     */
    Request(int permits, Object owner, boolean granted) {
        super(granted ? GRANTED : null);
        this.permits = permits;
        this.owner = owner;
    }

    /** Has it told if its owner, a task, ends without giving back what it holds. */
    abstract void watchOwner();

    /** Ends the wait, with the permits that have been taken for it; false if it has quit. */
    boolean grant() {
        return tryClose(GRANTED);
    }

    /** Ends the wait without any; false if it has ended. */
    final boolean quit() {
        return tryClose(QUIT);
    }

    /** Returns whether its permits are to be given back, by this call. */
    final boolean giveBack() {
        Touch.writes(this);
        return closedWith() == GRANTED && RETURNED.compareAndSet(this, false, true);
    }

    /** Returns whether it has been granted, and not been given back. */
    public final boolean isHeld() {
        return closedWith() == GRANTED && !returned;
    }

    /** Returns whether it waits in line: neither granted nor closed. */
    public final boolean isWaiting() {
        return !isClosed();
    }
}
