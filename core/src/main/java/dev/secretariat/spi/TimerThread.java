package dev.secretariat.spi;

import dev.secretariat.Ticker;
import dev.secretariat.internal.LogMessage;
import dev.secretariat.internal.PaddedLong;
import dev.secretariat.internal.RecentTimers;
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
 * <p>A deadline that is set is put among the {@linkplain RecentTimers recent} ones, and the thread is woken only if it comes
 * before the time until which it is parked, or if too many have come that somebody waits for. So most time-outs, which are far away
 * and soon cleared, cost one CAS and wake nobody: whoever sets the next ones drops them. To clear one is no message at all: if
 * it is in the queue already, it is counted, and the thread is woken when the queue has to be swept.
 *
 * <p>The thread takes all recent ones before it rings any, so whatever is due rings in order, and looks at nothing but what it has
 * announced while it is parked. It parks until that time, not later; a deadline that is cleared meanwhile makes it look around
 * once for nothing.
 */
final class TimerThread implements Timers, Runnable {
    private static final LogMessage WAKER_OR_TICKER_FAILED =
            LogMessage.error(TimerThread.class, "The timers go on after a failure, of a waker or of the ticker");
    private static final LogMessage TICKER_FAILED =
            LogMessage.error(TimerThread.class, "The timers go on after a failure of the ticker");

    /**
     * So many cleared deadlines at least are borne in the queue, beside those that it keeps anyway: a wake is a call of the
     * system, which costs far more than to clear one. Not tuned.
     */
    private static final int TOLERATED = 1024;

    /** So long it pauses after a failure: what fails each time must not keep a processor busy. */
    private static final long NAP_NANOS = 1_000_000;

    private final Ticker ticker;
    private final ThreadFactory factory;

    /** Deadlines whose waiters have come, not yet in the queue. */
    private final RecentTimers<TimerDeadline> recent = new RecentTimers<>();

    /** How many deadlines have been cleared, while they were in the queue, since the thread looked last. */
    private final PaddedLong cleared = new PaddedLong();

    /** From RUNNING back to NONE by the thread itself, whose the queue is until then. */
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.NONE);

    private final TimerQueue queue;
    private volatile boolean stopped;

    /** How many may be cleared before it is woken; written by the thread before it becomes idle. */
    private volatile int tolerated = TOLERATED;

    // The thread's.

    /** Whether a recent deadline has been found cleared at the last look, and the first time of such a one. */
    private boolean hasLookedInVain;

    private long vainNanos;

    /** Whether it had been told, at the last look, to end when no deadline is left. */
    private boolean hasSeenStop;

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
        recent.set(Objects.requireNonNull(deadline, "deadline"));
        startIfNeeded();
    }

    @Override
    public void clear(TimerDeadline deadline) {
        Objects.requireNonNull(deadline, "deadline");
        if (deadline.isAwaited()) {
            set(deadline);
        } else if (stopped) {
            recent.rouse(); // perhaps it was the last
        } else if (deadline.isKept() && cleared.getAndAdd(1) + 1 >= tolerated) {
            recent.rouse();
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>The thread looks in time for whatever does not come before its next look. If that should have passed, it is about to ring it.
     */
    @Override
    public boolean ringsInTime(TimerDeadline deadline) {
        return !recent.comesBeforeNextLook(deadline);
    }

    /**
     * {@inheritDoc}
     *
     * <p>What had been set before is not among the recent ones any more, so the thread has taken it. While the thread is idle after
     * that, it knows of no deadline before the time of its next look. If it is idle for another time when that time is read, then it has
     * rung in between what was due. In this order: a thread that is about to become idle, and has still to look what is recent, seems to be
     * idle already.
     */
    @Override
    public boolean isNext(TimerDeadline deadline) {
        if (phase.get() != Phase.RUNNING) return recent.isEmpty();
        return recent.isEmpty() && recent.isIdle() && recent.comesBeforeNextLook(deadline);
    }

    /** Lets the thread end when no deadline is left. One that is set later starts it again. */
    void stop() {
        stopped = true;
        recent.rouse();
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
            recent.announceNoLook();
            phase.set(Phase.NONE);
            // A deadline posted before this store found a thread running; it must not be forgotten.
        } while (!recent.isEmpty() && phase.compareAndSet(Phase.NONE, Phase.RUNNING));
    }

    /** Does what is due; says whether there is reason to stay. */
    private boolean serve() {
        try {
            // The clock first: then whatever is set after the recent ones were taken has not been due at that time.
            long now = ticker.nanos();
            takeRecent(now);
            dropCleared();
            queue.ringDue(now);
            hasSeenStop = stopped;
            return !hasSeenStop || !queue.isEmpty() || !recent.isEmpty();
        } catch (Throwable failure) {
            WAKER_OR_TICKER_FAILED.log(failure);
            return true;
        }
    }

    private void takeRecent(long now) {
        hasLookedInVain = false;
        recent.take();
        for (TimerDeadline next = recent.peek(); next != null; next = recent.peek()) {
            if (next.isAwaited()) {
                queue.set(next); // may find no memory to grow, and then is told again
                // Whoever has cleared it before it was in the queue has not counted it.
                queue.clear(next);
            } else if (next.nanos() - now > 0) {
                lookInVain(next.nanos());
            }
            recent.poll();
        }
    }

    private void dropCleared() {
        long many = cleared.getVolatile();
        if (many == 0) return;
        cleared.getAndAdd(-many);
        queue.clear((int) many);
    }

    /**
     * Notes the time of a deadline that was cleared before the thread could look. Where one was set others follow, as far
     * away: if it parks until then, as if it were still there, these need not wake it.
     */
    private void lookInVain(long nanos) {
        if (!hasLookedInVain || nanos - vainNanos < 0) vainNanos = nanos;
        hasLookedInVain = true;
    }

    private void await() {
        try {
            announceNextLook();
            if (recent.becomeIdle(Thread.currentThread()) && cleared.getVolatile() < tolerated) park();
        } catch (Throwable failure) {
            TICKER_FAILED.log(failure);
            LockSupport.parkNanos(this, NAP_NANOS); // in case that it fails each time
        } finally {
            recent.becomeBusy();
        }
    }

    private void announceNextLook() {
        boolean isEmpty = queue.isSeenToBeEmpty();
        if (!isEmpty && (!hasLookedInVain || queue.nextNanos() - vainNanos < 0)) recent.announceLook(queue.nextNanos());
        else if (hasLookedInVain) recent.announceLook(vainNanos);
        else recent.announceNoLook();
        tolerated = Math.max(TOLERATED, queue.untilForgetting());
    }

    /**
     * Looks at nothing but what {@link #announceNextLook} has announced: whoever sets a deadline relies on that. A look
     * at the queue would forget a deadline that nobody awaits any more, and park beyond the announced time.
     */
    private void park() {
        while (recent.isIdle() && stopped == hasSeenStop) {
            if (recent.looksNever()) LockSupport.park(this);
            else ticker.parkUntil(this, recent.nextLookNanos());
            // An interrupt is nobody's message to this thread, and would keep it from parking.
            boolean ignored = Thread.interrupted();
            if (!recent.looksNever() && recent.nextLookNanos() - ticker.nanos() <= 0) return;
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
