package dev.secretariat.tck;

import dev.secretariat.Ticker;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Ends the waits of one thread that take too long, by an interrupt.
 *
 * <p>A thread of its own looks at them a few times within the limit; so a wait costs two entries into a
 * monitor and wakes nobody, and may take a quarter longer than the limit.
 */
final class Patience implements AutoCloseable {
    private final Thread waiter = Thread.currentThread();
    private final Duration limit;

    // Guarded by this.
    private @Nullable Thread watcher;
    private boolean waits;
    private boolean ranOut;
    private boolean closed;
    private long sinceNanos;

    Patience(Duration limit) {
        this.limit = limit;
    }

    /** Makes a call that blocks; on the thread that has created this. */
    <T extends @Nullable Object> T call(String subject, Callable<T> blocking) throws Exception {
        begin();
        try {
            return blocking.call();
        } catch (InterruptedException e) {
            if (!hasRunOut()) throw e;
            throw new AssertionError("waited for " + limit + " in vain: " + subject, e);
        } finally {
            end();
        }
    }

    private synchronized void begin() {
        waits = true;
        ranOut = false;
        sinceNanos = Ticker.system().nanos();
        if (watcher != null) return;
        watcher = new Thread(this::watch, "patience of " + waiter.getName());
        watcher.setDaemon(true);
        watcher.start();
    }

    private synchronized boolean hasRunOut() {
        return ranOut;
    }

    private synchronized void end() {
        waits = false;
        boolean ours = ranOut && Thread.interrupted();
        if (ours) ranOut = false;
    }

    private synchronized void watch() {
        try {
            while (!closed) {
                wait(Math.max(1, limit.toMillis() / 4));
                if (!waits || Ticker.system().nanos() - sinceNanos < limit.toNanos()) continue;
                waits = false;
                ranOut = true;
                waiter.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody's message; the thread ends
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
