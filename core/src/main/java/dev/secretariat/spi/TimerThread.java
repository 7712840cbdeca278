package dev.secretariat.spi;

import dev.secretariat.Deadline;
import dev.secretariat.Ticker;
import dev.secretariat.Timers;
import dev.secretariat.internal.Inbox;
import dev.secretariat.internal.Threads;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Timers with a thread of their own, which exists only while there are deadlines: it starts with the
 * first and ends once {@link #stop} was called and none is left. Parks until the next deadline.
 */
final class TimerThread implements Timers, Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(TimerThread.class);

    private final Ticker ticker;
    private final ThreadFactory factory;

    /** Deadlines whose waiters have come or gone. */
    private final Inbox<Deadline> inbox = new Inbox<>();

    /** Held by the thread from its start to its end; the queue belongs to whoever holds it. */
    private final AtomicBoolean running = new AtomicBoolean();

    private final TimerQueue queue;
    private volatile boolean stopped;

    TimerThread(Ticker ticker, ThreadFactory factory) {
        this.ticker = Objects.requireNonNull(ticker, "ticker");
        this.factory = Objects.requireNonNull(factory, "factory");
        this.queue = new TimerQueue(ticker);
    }

    @Override
    public Ticker ticker() {
        return ticker;
    }

    @Override
    public void set(Deadline deadline) {
        inbox.post(Objects.requireNonNull(deadline, "deadline"));
        startIfNeeded();
    }

    @Override
    public void clear(Deadline deadline) {
        Objects.requireNonNull(deadline, "deadline");
        if (running.get()) inbox.post(deadline); // else there is nothing to forget
    }

    /** Lets the thread end when no deadline is left. One that is set later starts it again. */
    void stop() {
        stopped = true;
        inbox.rouse();
    }

    private void startIfNeeded() {
        if (running.get() || !running.compareAndSet(false, true)) return;
        try {
            Threads.start(factory, this);
        } catch (Throwable failure) {
            running.set(false);
            throw failure;
        }
    }

    @Override
    public void run() {
        do {
            while (serve()) {
                await();
            }
            running.set(false);
            // A deadline posted before this store found a thread running; it must not be forgotten.
        } while (!inbox.isEmpty() && running.compareAndSet(false, true));
    }

    /** Does what is due; says whether there is reason to stay. */
    private boolean serve() {
        for (Deadline changed = inbox.poll(); changed != null; changed = inbox.poll()) {
            queue.update(changed);
        }
        try {
            queue.ringDue();
        } catch (Throwable failure) {
            LOG.error("A waker threw; it must not", failure);
        }
        return !stopped || !queue.isEmpty();
    }

    private void await() {
        if (!inbox.becomeIdle(Thread.currentThread())) return;
        while (inbox.isIdle() && !(stopped && queue.isEmpty())) {
            if (queue.isEmpty()) LockSupport.park(this);
            else ticker.parkUntil(this, queue.nextNanos());
            // An interrupt is nobody's message to this thread, and would keep it from parking.
            boolean ignored = Thread.interrupted();
            if (!queue.isEmpty() && queue.nextNanos() - ticker.nanos() <= 0) break;
        }
        inbox.becomeBusy();
    }

    @Override
    public String toString() {
        return "timers";
    }
}
