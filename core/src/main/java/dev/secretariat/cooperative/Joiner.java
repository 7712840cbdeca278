package dev.secretariat.cooperative;

import dev.secretariat.Awaitable;
import dev.secretariat.Deadline;
import dev.secretariat.Waker;
import dev.secretariat.internal.WaitNode;
import java.util.concurrent.locks.LockSupport;

/** A thread that waits for something, and perhaps drives meanwhile; wakes the thread that made it. */
final class Joiner extends WaitNode implements Waker {
    private final Awaitable awaitable;
    private final Deadline end;
    private final Thread thread = Thread.currentThread();
    private volatile boolean woken;

    Joiner(Awaitable awaitable, Deadline end) {
        this.awaitable = awaitable;
        this.end = end;
    }

    Deadline end() {
        return end;
    }

    /** Whether the thread has what it waited for. */
    boolean isWoken() {
        return woken;
    }

    /** Whether there is nothing more to wait for. */
    boolean isOver() {
        return woken || end.isPast() || thread.isInterrupted();
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
