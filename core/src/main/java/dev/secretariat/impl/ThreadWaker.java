package dev.secretariat.impl;

import dev.secretariat.Awaitable;
import dev.secretariat.Ticker;
import dev.secretariat.Waker;
import dev.secretariat.internal.StackReserve;
import dev.secretariat.internal.WaitNode;
import java.util.concurrent.locks.LockSupport;

/** Unparks the thread that made it. */
public final class ThreadWaker extends WaitNode implements Waker {
    private final Awaitable awaitable;
    private final Thread thread = Thread.currentThread();
    private volatile boolean woken;

    public ThreadWaker(Awaitable awaitable) {
        this.awaitable = awaitable;
    }

    /** Waits until woken, or until the ticker has the given reading; says whether it was woken. */
    public boolean block(Ticker ticker, long untilNanos) throws InterruptedException {
        StackReserve.requireTwice(); // also to leave again
        if (Thread.interrupted()) throw new InterruptedException();
        if (!awaitable.register(this)) return true;
        try {
            while (!woken && untilNanos - ticker.nanos() > 0) {
                ticker.parkUntil(awaitable, untilNanos);
                if (Thread.interrupted()) throw new InterruptedException();
            }
            return woken;
        } finally {
            awaitable.deregister(this);
        }
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
