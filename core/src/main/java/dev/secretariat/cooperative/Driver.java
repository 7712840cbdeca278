package dev.secretariat.cooperative;

import dev.secretariat.Ticker;
import dev.secretariat.internal.Inbox;
import dev.secretariat.internal.LogMessage;
import dev.secretariat.spi.TaskCell;
import dev.secretariat.spi.TimerDeadline;
import dev.secretariat.spi.TimerQueue;
import dev.secretariat.spi.Timers;
import java.time.Duration;
import java.util.Queue;
import org.jctools.queues.varhandle.SpscUnboundedVarHandleArrayQueue;

/**
 * Runs the steps of ready tasks in turn, and rings deadlines. Not thread-safe: {@link DriversSeat} gives it to one
 * thread at a time, which uses it until it leaves the seat.
 */
final class Driver implements Tidier {
    /*
     * Other threads post cells that became ready, and deadlines whose waiters have come or gone, to the inbox. The
     * driver looks into it whenever it has nothing else to do, and at the latest after LOOK_INTERVAL steps. Where
     * steps are long, that would be late: so it begins by looking after each step, and doubles the interval as long
     * as they prove to be short.
     */

    /** So many steps at most lie between two looks into the inbox: the clock and the counters are read that rarely. */
    static final int LOOK_INTERVAL = 64;

    /** The longest duration there is: only another thread can bring work. */
    static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    private static final LogMessage WAKER_THREW =
            LogMessage.error(Driver.class, "A waker threw when its deadline rang; it must not");

    /**
     * If the steps between two looks have taken that long together, the next look comes after one step. So what has
     * been posted waits about that long, or for one step; and a look, which reads the clock and two counters, is cheap
     * beside that. Not tuned.
     */
    private static final long LONG_NANOS = 100_000;

    /**
     * The ready queue's unit of memory: larger chunks are allocated more rarely, but kept by each idle scheduler. Not
     * tuned.
     */
    private static final int READY_CHUNK = 256;

    private final SteppedScheduler scheduler;
    private final Ticker ticker;
    private final Successor successor;

    /** Any thread posts; the driver is its consumer. */
    private final Inbox<Object> inbox;

    // All below is the driver's alone.

    /** Filled and emptied by one thread at a time; a burst's memory is given back after it. */
    private final Queue<TaskCell<?>> ready = new SpscUnboundedVarHandleArrayQueue<>(READY_CHUNK);

    private final TimerQueue timers;
    private int lookInterval = 1;
    private int stepsUntilLook = 1;

    /**
     * When the steps since the last look began; set by those looks only that come between two steps. After a look while
     * no task was ready it is too old, so the steps seem to have been long, and the next look comes after one step:
     * early, which does no harm.
     */
    private long lookedAtNanos;

    private long steps;

    /**
     * Makes the driver of a scheduler.
     *
     * @param scheduler runs the steps; also what a thread dump shows a parked driver to wait for
     * @param inbox what other threads post to: cells and deadlines
     * @param ticker the scheduler's clock
     * @param successor receives the deadlines when the scheduler has terminated
     */
    Driver(SteppedScheduler scheduler, Inbox<Object> inbox, Ticker ticker, Successor successor) {
        this.scheduler = scheduler;
        this.inbox = inbox;
        this.ticker = ticker;
        this.successor = successor;
        this.timers = new TimerQueue(ticker);
    }

    /** Returns whether a step runs on the calling thread: on any thread. */
    boolean isStepping() {
        return scheduler.isStepping();
    }

    // ---- What is there to do ----

    /** Adds a task at the end of the line. */
    void add(TaskCell<?> cell) {
        ready.add(cell);
    }

    void set(TimerDeadline deadline) {
        timers.set(deadline);
    }

    /** Sets or clears a deadline, depending on whether somebody waits for it now. */
    void update(TimerDeadline deadline) {
        timers.update(deadline);
    }

    /** Returns whether this deadline, which has passed, comes before all others: see {@link Timers#isNext}. */
    boolean isNext(TimerDeadline deadline) {
        return inbox.isEmpty() && timers.isNext(deadline);
    }

    /** Returns whether a task is ready, or a deadline is set. */
    boolean hasWork() {
        return !ready.isEmpty() || !timers.isEmpty();
    }

    /** Returns the time to the next deadline; {@link #FOREVER} if there is none. */
    Duration untilNextDeadline() {
        if (timers.isEmpty()) return FOREVER;
        return Duration.ofNanos(Math.max(0, timers.nextNanos() - ticker.nanos()));
    }

    // ---- Driving ----

    /** Runs the next ready task's step; says whether there was one. */
    boolean turn() {
        if (ready.isEmpty()) {
            lookInterval = 1;
            look();
        } else if (--stepsUntilLook <= 0) {
            adaptLookInterval();
            look();
        }
        TaskCell<?> cell = ready.poll();
        if (cell == null) return false;
        steps++;
        scheduler.step(cell);
        return true;
    }

    /** Returns how many steps it has run, for whichever threads. */
    long steps() {
        return steps;
    }

    /** Looks more rarely if the steps since the last look were short, and after each step if not. */
    private void adaptLookInterval() {
        long now = ticker.nanos();
        boolean isShort = now - lookedAtNanos < LONG_NANOS;
        lookInterval = isShort ? Math.min(2 * lookInterval, LOOK_INTERVAL) : 1;
        lookedAtNanos = now;
    }

    /** Takes in what other threads have posted, and rings the deadlines that have passed. */
    private void look() {
        stepsUntilLook = lookInterval;
        takeIn();
        try {
            timers.ringDue();
        } catch (Throwable failure) {
            WAKER_THREW.log(failure);
        }
    }

    /** Takes in what is there now, but not what comes meanwhile: a flood must not keep the steps waiting. */
    @Override
    public void takeIn() {
        for (int left = inbox.size(); left > 0; left--) {
            Object posted = inbox.peek(); // it stays there until it is elsewhere, which may need memory
            if (posted instanceof TaskCell<?> cell) ready.add(cell);
            else if (posted instanceof TimerDeadline deadline) sortIn(deadline);
            inbox.poll();
        }
    }

    private void sortIn(TimerDeadline deadline) {
        if (successor.isInCharge()) successor.take(deadline);
        else timers.update(deadline);
    }

    /** Runs what is ready once round, then goes on until the joiner's wait is over; parked while no task is ready. */
    void driveFor(Joiner joiner) {
        look();
        for (int round = ready.size(); round > 0 && !joiner.isWoken(); round--) turn();
        while (!joiner.isOver()) {
            if (!turn()) park(joiner);
        }
    }

    private void park(Joiner joiner) {
        if (!inbox.becomeIdle(Thread.currentThread())) return;
        long until = joiner.end().nanos();
        if (!timers.isEmpty() && timers.nextNanos() - until < 0) until = timers.nextNanos();
        while (inbox.isIdle() && ready.isEmpty() && !joiner.isOver() && until - ticker.nanos() > 0) {
            ticker.parkUntil(scheduler, until);
        }
        inbox.becomeBusy();
    }

    // ---- Coming and leaving ----

    /** Announces that the calling thread drives: no post need rouse anybody. */
    void becomeBusy() {
        scheduler.beginDrive();
        inbox.becomeBusy();
    }

    /** Announces that no thread is needed here; false if something has come meanwhile. */
    boolean becomeIdle() {
        return inbox.becomeIdle(null);
    }

    /** Gives all deadlines to the successor, which is in charge. */
    void handOver() {
        look();
        timers.drainTo(successor::take);
    }
}
