package dev.secretariat.spi;

import dev.secretariat.Ticker;
import dev.secretariat.internal.Inbox;
import dev.secretariat.internal.LogMessage;
import dev.secretariat.internal.Threads;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Timers with a thread of their own, which exists only while there are deadlines: it starts with the
 * first and ends once {@link #stop} was called and none is left. Parks until the next deadline.
 *
 * <p>It is told of each deadline that is set or cleared through a queue, but woken only if the deadline
 * comes before the time until which it is parked, or if many messages have come together. So most
 * time-outs, which are far away and soon cleared, cost two messages and wake nobody; the thread takes a
 * pair of them away without having sorted it in. It parks like this:
 *
 * <pre>
 * whoever sets             this thread
 * offer                    lookAt = time of the next deadline
 * full fence               idle = true
 * read idle, then lookAt   read isEmpty
 * </pre>
 *
 * <p>Either this thread finds the message and does not park, or whoever sets finds it idle, and then also
 * finds the time that belongs to that, or to a later idleness, before which the message has been read. The thread parks
 * until that time, not later; a deadline that is cleared meanwhile makes it look around once for nothing.
 */
final class TimerThread implements Timers, Runnable {
    private static final LogMessage WAKER_OR_TICKER_FAILED =
            LogMessage.error(TimerThread.class, "The timers go on after a failure, of a waker or of the ticker");
    private static final LogMessage TICKER_FAILED =
            LogMessage.error(TimerThread.class, "The timers go on after a failure of the ticker");

    /**
     * So many messages wake the thread, although nothing is due. They keep cleared deadlines from the collector until
     * then; a wake is a call of the system, which costs far more than to post one. Not tuned.
     */
    private static final int MANY = 1024;

    /** So long it pauses after a failure: what fails each time must not keep a processor busy. */
    private static final long NAP_NANOS = 1_000_000;

    private final Ticker ticker;
    private final ThreadFactory factory;

    /** Deadlines whose waiters have come or gone. */
    private final Inbox<TimerDeadline> inbox = new Inbox<>();

    /** From RUNNING back to NONE by the thread itself, whose the queue is until then. */
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.NONE);

    private final TimerQueue queue;
    private volatile boolean stopped;

    /** Until when the thread is parked, if it is idle; written by it before it becomes that. */
    private volatile long lookAtNanos;

    /** Whether there is no such time, and it is parked until it is woken. */
    private volatile boolean looksNever;

    /** The last thread that ran, for a thread to recognise itself. */
    private volatile @Nullable Thread thread;

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
    public void set(TimerDeadline deadline) {
        inbox.postQuietly(Objects.requireNonNull(deadline, "deadline"));
        if (inbox.isIdle() && (comesBeforeTheNextLook(deadline) || inbox.size() >= MANY)) inbox.rouse();
        startIfNeeded();
    }

    private boolean comesBeforeTheNextLook(TimerDeadline deadline) {
        return looksNever || deadline.nanos() - lookAtNanos < 0;
    }

    @Override
    public void clear(TimerDeadline deadline) {
        Objects.requireNonNull(deadline, "deadline");
        if (deadline.isAwaited()) {
            set(deadline);
        } else if (phase.get() == Phase.RUNNING) { // otherwise there is nothing to forget
            inbox.postQuietly(deadline);
            if (inbox.isIdle() && (stopped || inbox.size() >= MANY)) inbox.rouse();
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>While the thread is idle, it knows of no deadline before the time of its next look: of such a one it would
     * have been told, and roused. If it is idle for another time when that time is read, then it has rung in between what
     * was due.
     */
    @Override
    public boolean isNext(TimerDeadline deadline) {
        if (phase.get() != Phase.RUNNING) return inbox.isEmpty();
        return inbox.isIdle() && comesBeforeTheNextLook(deadline);
    }

    /** Lets the thread end when no deadline is left. One that is set later starts it again. */
    void stop() {
        stopped = true;
        inbox.rouse();
    }

    private void startIfNeeded() {
        while (phase.get() != Phase.RUNNING) {
            if (phase.compareAndSet(Phase.NONE, Phase.STARTING)) start();
            // Whoever finds another thread starting waits to see how that ends: it may fail, and tells only its caller.
            else Thread.onSpinWait();
        }
    }

    private void start() {
        try {
            Threads.start(factory, this);
            phase.set(Phase.RUNNING);
        } catch (Throwable failure) {
            phase.set(Phase.NONE);
            throw failure;
        }
    }

    /** Returns whether the calling thread rings deadlines here. */
    boolean isMine() {
        return thread == Thread.currentThread();
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        while (phase.get() == Phase.STARTING) Thread.onSpinWait();
        do {
            while (serve()) await();
            phase.set(Phase.NONE);
            // A deadline posted before this store found a thread running; it must not be forgotten.
        } while (!inbox.isEmpty() && phase.compareAndSet(Phase.NONE, Phase.RUNNING));
    }

    /** Does what is due; says whether there is reason to stay. */
    private boolean serve() {
        try {
            for (TimerDeadline changed = inbox.peek(); changed != null; changed = inbox.peek()) {
                queue.update(changed); // may find no memory to grow, and then is told again
                inbox.poll();
            }
            queue.ringDue();
            return !stopped || !queue.isEmpty();
        } catch (Throwable failure) {
            WAKER_OR_TICKER_FAILED.log(failure);
            return true;
        }
    }

    private void await() {
        try {
            looksNever = queue.isEmpty();
            if (!looksNever) lookAtNanos = queue.nextNanos();
            if (inbox.becomeIdle(Thread.currentThread())) park();
        } catch (Throwable failure) {
            TICKER_FAILED.log(failure);
            LockSupport.parkNanos(this, NAP_NANOS); // in case that it fails each time
        } finally {
            inbox.becomeBusy();
        }
    }

    /**
     * Looks at nothing but what {@link #await} has announced: whoever sets a deadline relies on that. A look
     * at the queue would forget a deadline that nobody awaits any more, and park beyond the announced time.
     */
    private void park() {
        while (inbox.isIdle() && !(stopped && looksNever)) {
            if (looksNever) LockSupport.park(this);
            else ticker.parkUntil(this, lookAtNanos);
            // An interrupt is nobody's message to this thread, and would keep it from parking.
            boolean ignored = Thread.interrupted();
            if (!looksNever && lookAtNanos - ticker.nanos() <= 0) return;
        }
    }

    private enum Phase {
        NONE,
        STARTING,
        RUNNING
    }

    @Override
    public String toString() {
        return "timers";
    }
}
