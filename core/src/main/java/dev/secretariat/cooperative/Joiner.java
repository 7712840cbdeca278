package dev.secretariat.cooperative;

import dev.secretariat.Awaitable;
import dev.secretariat.Waker;
import dev.secretariat.internal.Times;
import dev.secretariat.internal.WaitNode;
import dev.secretariat.spi.TimerDeadline;
import java.util.concurrent.locks.LockSupport;

/** A thread that waits for something, and perhaps drives meanwhile; wakes the thread that made it. */
final class Joiner extends WaitNode implements Waker {
    private final Awaitable awaitable;
    private final TimerDeadline end;

    /** Whether the end comes at all: where it does not, no step need be followed by a look at the clock. */
    private final boolean ends;

    private final Thread thread = Thread.currentThread();
    private volatile boolean woken;

    Joiner(Awaitable awaitable, TimerDeadline end) {
        this.awaitable = awaitable;
        this.end = end;
        this.ends = !Times.isForEver(end.remaining());
    }

    TimerDeadline end() {
        return end;
    }

    /** Returns whether the thread has what it waited for. */
    boolean isWoken() {
        return woken;
    }

    /** Returns whether the wait has ended: woken, out of time, or interrupted. */
    boolean isOver() {
        return woken || (ends && end.isPast()) || thread.isInterrupted();
    }

    @Override
    public void wake() {
        woken = true;
        LockSupport.unpark(thread);
    }

    @Override
    protected Object home() {
        return awaitable;
    }
}
