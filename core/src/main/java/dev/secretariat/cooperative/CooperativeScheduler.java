package dev.secretariat.cooperative;

import dev.secretariat.Awaitable;
import dev.secretariat.Deadline;
import dev.secretariat.FailureHandler;
import dev.secretariat.Ticker;
import dev.secretariat.Timers;
import dev.secretariat.internal.Inbox;
import dev.secretariat.internal.SafeLog;
import dev.secretariat.internal.StackReserve;
import dev.secretariat.internal.Threads;
import dev.secretariat.spi.Reason;
import dev.secretariat.spi.SchedulerBase;
import dev.secretariat.spi.TaskCell;
import dev.secretariat.spi.TimerQueue;
import dev.secretariat.spi.WorkerBase;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ThreadFactory;
import org.jctools.queues.varhandle.SpscUnboundedVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Runs every task on one thread, in turn: one secretary. Concurrency without parallelism.
 *
 * <p>Made with {@link #create()}, it has no thread and runs only while somebody drives it with {@link
 * #runOne()}, {@link #runUntilIdle()}, {@link #runFor} or {@link #run()}, on whichever thread that is;
 * one at a time. A thread that joins one of its tasks, or closes it, drives it meanwhile if nobody else
 * does, unless it is {@link Builder#hosted hosted}. Made with {@link Builder#start()}, it has a thread of its own and nobody else drives it.
 *
 * <pre>{@code
 * try (CooperativeScheduler scheduler = CooperativeScheduler.create()) {
 *     scheduler.submit(answerPhone);
 *     scheduler.submit(keepAppointments);
 * } // close() runs both to their end
 * }</pre>
 *
 * <p>Submitting, cancelling and waking are legal from any thread. When there is nothing to do, a
 * driving thread is parked until the next deadline or until another thread makes a task ready; it does
 * not poll. Tasks become ready in order, and run in that order.
 */
public final class CooperativeScheduler extends SchedulerBase {
    /*
     * Owner-only state belongs to whoever holds the seat: the ready queue, the timers and the
     * consumer's side of the inbox. Other threads post cells that became ready, and deadlines whose
     * waiters have come or gone, to the inbox. The driver looks into it whenever it has nothing else to
     * do, and at the latest after LOOK_INTERVAL steps. Where steps are long, that would be late: so it
     * begins by looking after each step, and doubles the interval as long as they prove to be short.
     *
     * Where nobody drives for long, deadlines that are set and cleared would fill the inbox. So a thread that has
     * posted one, and finds many messages, sorts them in. It holds the seat for that, but does not drive: it runs
     * nothing of users', and whoever wants to drive waits until it leaves.
     *
     * After termination nobody drives any more, but tasks of other schedulers may still wait for this
     * one's deadlines. Those go over to the base class's timer thread: see handOver().
     */
    private static final SafeLog LOG = SafeLog.of(CooperativeScheduler.class);

    /** What {@link #runFor} returns when only another thread can bring work. */
    public static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    private static final int LOOK_INTERVAL = 64;

    /** So many messages are sorted in by whoever posts a deadline, if nobody drives. */
    private static final int MANY = 1024;

    private static final long LONG_NANOS = 100_000;
    private static final int READY_CHUNK = 256;

    private final Inbox<Object> inbox = new Inbox<>();
    private final DriversSeat seat = new DriversSeat();
    private final Summons summons = new Summons(seat, inbox);
    private final Timers timers = new DrivenTimers();
    private final WorkerBase worker = newWorker(0);
    private final boolean hasThread;
    private final boolean hosted;
    private final @Nullable Runnable onReady;

    // The driver's.
    /** Filled and emptied by one thread at a time; a burst's memory is given back after it. */
    private final Queue<TaskCell<?>> ready = new SpscUnboundedVarHandleArrayQueue<>(READY_CHUNK);

    private final TimerQueue timerQueue;
    private int lookInterval = 1;
    private int stepsUntilLook = 1;
    private long lookedAtNanos;

    /** If hosted: who drove last, at first who made this scheduler; null once it has terminated. */
    private volatile @Nullable Thread host;

    /** Written once, by the thread that terminates. */
    private volatile boolean over;

    private CooperativeScheduler(Builder builder, boolean hasThread) {
        super(builder.name, builder.ticker, builder.failureHandler);
        this.timerQueue = new TimerQueue(builder.ticker);
        this.onReady = builder.onReady;
        this.hasThread = hasThread;
        this.hosted = builder.hosted;
        if (hosted) host = Thread.currentThread();
        inbox.becomeIdle(null); // until somebody drives, so that the host is told of the first task
    }

    /** A scheduler without a thread, to be driven by its caller. */
    public static CooperativeScheduler create() {
        return builder().build();
    }

    /** For a scheduler with other settings, or with a thread of its own. */
    public static Builder builder() {
        return new Builder();
    }

    // ---- Driving ----

    /**
     * Runs one step, if a task is ready; does not wait. The end of a cancelled task counts as a step here.
     *
     * @return whether a step was run
     * @throws IllegalStateException if this scheduler is being driven already, by another thread or by
     *     this one, or has a thread of its own
     */
    public boolean runOne() {
        takeSeat();
        try {
            while (!turn()) {
                if (becomeIdle()) return false;
            }
            return true;
        } finally {
            leaveSeat();
        }
    }

    /**
     * Runs steps until no task is ready; does not wait. A task that always yields keeps it from
     * returning.
     *
     * @return how many steps were run
     * @throws IllegalStateException as {@link #runOne()}
     */
    public long runUntilIdle() {
        takeSeat();
        try {
            long steps = 0;
            do {
                while (turn()) steps++;
            } while (!becomeIdle());
            return steps;
        } finally {
            leaveSeat();
        }
    }

    /**
     * Runs steps until no task is ready or the time is up, for a host that draws frames or has other
     * work. It does not wait; it returns after the step in which the time ended, and after one step if one
     * is ready.
     *
     * @param budget for how long, on this scheduler's clock
     * @return how long no thread is needed here: zero if there is more to do, else the time to the next
     *     deadline, or {@link #FOREVER}, which is too long to be told in nanoseconds; it ends early if
     *     {@code onReady} is called
     * @throws IllegalStateException as {@link #runOne()}
     */
    public Duration runFor(Duration budget) {
        Objects.requireNonNull(budget, "budget");
        takeSeat();
        try {
            Deadline end = deadline(budget);
            do {
                if (!turn() && becomeIdle()) return untilNextDeadline();
            } while (!end.isPast());
            return Duration.ZERO;
        } finally {
            leaveSeat();
        }
    }

    /**
     * Runs steps until this scheduler has terminated; parked while no task is ready.
     *
     * @throws InterruptedException if the calling thread is interrupted; tasks then wait for another
     *     driver
     * @throws IllegalStateException as {@link #runOne()}
     */
    public void run() throws InterruptedException {
        takeSeat();
        try {
            driveUntilTerminated();
        } finally {
            leaveWork();
        }
    }

    /** Whether a thread is driving this scheduler now. */
    public boolean isDriving() {
        return seat.isDriven();
    }

    private void takeSeat() {
        if (hasThread) {
            throw new IllegalStateException(this + " has a thread of its own; only submit to it, and join");
        }
        refuseReentry();
        StackReserve.requireTwice(); // what belongs to a step that overflows is done in the driver's frames
        while (!seat.tryTake()) {
            if (seat.isDriven()) {
                throw new IllegalStateException(
                        this + " is being driven by " + seat + "; let one thread drive at a time");
            }
            Thread.onSpinWait(); // somebody tidies up, or is leaving
        }
        if (hosted && !over) host = Thread.currentThread();
        becomeBusy();
    }

    /** Announces that no thread is needed here; false if something has come meanwhile. */
    private boolean becomeIdle() {
        return inbox.becomeIdle(null);
    }

    private void becomeBusy() {
        if (onReady != null) summons.answer(); // a fence, which a host that is not told need not pay
        inbox.becomeBusy();
    }

    private void refuseReentry() {
        if (seat.isMine()) {
            throw new IllegalStateException(
                    "this thread is driving " + this + " already; return a Step instead of waiting");
        }
    }

    private void leaveSeat() {
        seat.leave();
        if (over) handOver();
        else tellHost(); // of what came between our announcement and our leaving
    }

    // ---- The driver ----

    /** Runs the next ready task's step; says whether there was one. */
    private boolean turn() {
        if (ready.isEmpty()) {
            lookInterval = 1;
            look();
        } else if (--stepsUntilLook <= 0) {
            adaptLookInterval();
            look();
        }
        TaskCell<?> cell = ready.poll();
        if (cell == null) return false;
        runStep(cell, worker);
        if (hasThread && Thread.interrupted()) LOG.debug("A step of {} left its thread interrupted", this);
        return true;
    }

    /** Looks more rarely if the steps since the last look were short, and after each step if not. */
    private void adaptLookInterval() {
        long now = ticker().nanos();
        boolean isShort = now - lookedAtNanos < LONG_NANOS;
        lookInterval = isShort ? Math.min(2 * lookInterval, LOOK_INTERVAL) : 1;
        lookedAtNanos = now;
    }

    /** Takes in what other threads have posted, and rings the deadlines that have passed. */
    private void look() {
        stepsUntilLook = lookInterval;
        takeIn();
        try {
            timerQueue.ringDue();
        } catch (Throwable failure) {
            LOG.error("A waker threw when its deadline rang; it must not", failure);
        }
    }

    /** What is there now, but not what comes meanwhile: a flood must not keep the steps waiting. */
    private void takeIn() {
        for (int left = inbox.size(); left > 0; left--) {
            Object posted = inbox.peek(); // it stays there until it is elsewhere, which may need memory
            if (posted instanceof TaskCell<?> cell) ready.add(cell);
            else if (posted instanceof Deadline deadline) update(deadline);
            inbox.poll();
        }
    }

    private void update(Deadline deadline) {
        if (over) giveAway(deadline);
        else timerQueue.update(deadline);
    }

    /** A wait for the end, which is registered unless it has come. */
    private Joiner untilTerminated() {
        Joiner joiner = new Joiner(termination(), deadline(FOREVER));
        termination().register(joiner);
        return joiner;
    }

    private void driveUntilTerminated() throws InterruptedException {
        Joiner joiner = new Joiner(termination(), deadline(FOREVER));
        if (!termination().register(joiner)) return;
        try {
            drive(joiner);
            if (!joiner.isWoken() && Thread.interrupted()) throw new InterruptedException();
        } finally {
            termination().deregister(joiner);
        }
    }

    /** Runs what is ready once round, then goes on until the joiner's wait is over. */
    private void drive(Joiner joiner) {
        look();
        for (int round = ready.size(); round > 0 && !joiner.isWoken(); round--) turn();
        while (!joiner.isOver()) {
            if (!turn()) park(joiner);
        }
    }

    private void park(Joiner joiner) {
        if (!inbox.becomeIdle(Thread.currentThread())) return;
        long until = joiner.end().nanos();
        if (!timerQueue.isEmpty() && timerQueue.nextNanos() - until < 0) {
            until = timerQueue.nextNanos();
        }
        while (inbox.isIdle() && ready.isEmpty() && !joiner.isOver() && until - ticker().nanos() > 0) {
            ticker().parkUntil(this, until);
        }
        inbox.becomeBusy();
    }

    private Duration untilNextDeadline() {
        if (timerQueue.isEmpty()) return FOREVER;
        return Duration.ofNanos(Math.max(0, timerQueue.nextNanos() - ticker().nanos()));
    }

    // ---- Threads that wait ----

    @Override
    protected boolean block(Awaitable awaitable, Duration timeout) throws InterruptedException {
        if (hasThread || (hosted && host != Thread.currentThread())) return super.block(awaitable, timeout);
        refuseReentry();
        StackReserve.requireTwice();
        if (Thread.interrupted()) throw new InterruptedException(); // no step shall see it
        Joiner joiner = new Joiner(awaitable, deadline(timeout));
        if (!awaitable.register(joiner)) return true;
        seat.queueUp();
        try {
            do {
                if (seat.tryTake()) driveAsGuest(joiner);
                else if (!joiner.isOver()) ticker().parkUntil(this, joiner.end().nanos());
            } while (!joiner.isOver());
            if (!joiner.isWoken() && Thread.interrupted()) throw new InterruptedException();
            return joiner.isWoken();
        } finally {
            seat.giveUp();
            awaitable.deregister(joiner);
        }
    }

    private void driveAsGuest(Joiner joiner) {
        becomeBusy();
        try {
            drive(joiner);
        } finally {
            leaveWork();
        }
    }

    /** Leaves the seat, and tells the host if work or deadlines are left that it does not know of. */
    private void leaveWork() {
        boolean left = !ready.isEmpty() || !timerQueue.isEmpty() || !becomeIdle();
        if (left) summons.need();
        leaveSeat();
    }

    private void tellHost() {
        if (onReady == null || !summons.isMine()) return;
        try {
            onReady.run();
        } catch (Throwable failure) {
            LOG.error("The onReady callback of {} threw; it should only post", this, failure);
        }
    }

    // ---- What the base class asks for ----

    @Override
    protected void ready(TaskCell<?> cell, Reason reason) {
        if (seat.isMine()) ready.add(cell);
        else post(cell);
    }

    private void post(Object message) {
        if (!inbox.post(message)) return;
        summons.need();
        tellHost();
    }

    /** Sorts in what has been posted, if nobody drives. */
    private void tidyUp() {
        if (hasThread || !seat.tryTakeToTidyUp()) return;
        try {
            takeIn();
        } finally {
            leaveSeat();
        }
    }

    @Override
    protected Timers timers() {
        return timers;
    }

    @Override
    protected boolean isWorking() {
        return seat.isMine() || super.isWorking();
    }

    @Override
    protected void terminated() {
        over = true;
        host = null;
        handOver();
    }

    /**
     * Gives deadlines that are left to the timer thread. If somebody has the seat, they come here when
     * they leave it; whoever leaves looks into the inbox once more, and whoever posts tries the seat
     * afterwards, so that one of them sees the other.
     */
    private void handOver() {
        do {
            if (!seat.tryTake()) return;
            try {
                look();
                timerQueue.drainTo(this::giveAway);
            } finally {
                seat.leave();
            }
        } while (!inbox.isEmpty());
    }

    private void giveAway(Deadline deadline) {
        try {
            super.timers().set(deadline);
        } catch (Throwable failure) {
            LOG.error("{} has terminated, and no thread can be made to ring {}", this, deadline, failure);
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>A task made ready by another thread may wait for the driver's next look into the inbox; from
     * then on it is in the ring, which is first in, first out.
     */
    @Override
    public OptionalLong fairnessBound() {
        return OptionalLong.of(LOOK_INTERVAL + 1);
    }

    /** Deadlines that the driver rings. */
    private final class DrivenTimers implements Timers {
        @Override
        public Ticker ticker() {
            return CooperativeScheduler.this.ticker();
        }

        @Override
        public void set(Deadline deadline) {
            Objects.requireNonNull(deadline, "deadline");
            if (seat.isMine()) timerQueue.set(deadline);
            else postChange(deadline);
        }

        @Override
        public void clear(Deadline deadline) {
            Objects.requireNonNull(deadline, "deadline");
            if (seat.isMine()) timerQueue.update(deadline);
            else if (over) CooperativeScheduler.super.timers().clear(deadline);
            else postChange(deadline);
        }

        /** False on other threads, whose tasks have to be posted anyway. */
        @Override
        public boolean isNext(Deadline deadline) {
            return seat.isMine() && inbox.isEmpty() && timerQueue.isNext(deadline);
        }

        private void postChange(Deadline deadline) {
            post(deadline);
            if (over) handOver();
            else if (inbox.size() >= MANY) tidyUp();
        }

        @Override
        public String toString() {
            return "timers of " + CooperativeScheduler.this;
        }
    }

    /** Settings of a {@link CooperativeScheduler}. Not thread-safe; may be used more than once. */
    public static final class Builder {
        private String name = "cooperative";
        private Ticker ticker = Ticker.system();
        private FailureHandler failureHandler = SchedulerBase.loggingFailureHandler();
        private @Nullable Runnable onReady;
        private @Nullable ThreadFactory threadFactory;
        private boolean hosted;

        private Builder() {}

        /**
         * What reports and the scheduler's thread are called; "cooperative" by default.
         *
         * @param name the name
         */
        public Builder name(String name) {
            this.name = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * The clock; the system's by default.
         *
         * @param ticker the clock
         */
        public Builder ticker(Ticker ticker) {
            this.ticker = Objects.requireNonNull(ticker, "ticker");
            return this;
        }

        /**
         * Who receives the failures that nobody else would see; they are logged by default.
         *
         * @param failureHandler the handler
         */
        public Builder failureHandler(FailureHandler failureHandler) {
            this.failureHandler = Objects.requireNonNull(failureHandler, "failureHandler");
            return this;
        }

        /**
         * Called when the scheduler was idle, nobody drives it, and there is something to do again: once
         * for each such change, on the thread that caused it; or, if that was while a driver was about to leave, or
         * leaves work behind, on that driver's thread when it has left. It must only post to the host's own loop,
         * for example {@code () -> SwingUtilities.invokeLater(scheduler::runUntilIdle)}. Where other threads
         * join tasks, and so drive at times, the host asks {@link #isDriving()} first, or is the only one that
         * drives: see {@link #hosted}.
         *
         * @param onReady the callback
         */
        public Builder onReady(Runnable onReady) {
            this.onReady = Objects.requireNonNull(onReady, "onReady");
            return this;
        }

        /**
         * Who makes the thread for {@link #start()}. By default it is not a daemon, so that work is not
         * lost silently when the main thread ends, and has the context class loader of the thread that
         * calls {@code start()}.
         *
         * @param threadFactory makes one thread, not started
         */
        public Builder threadFactory(ThreadFactory threadFactory) {
            this.threadFactory = Objects.requireNonNull(threadFactory, "threadFactory");
            return this;
        }

        /**
         * Only the host drives: for loops of games and user interfaces, whose tasks touch what only the loop's
         * thread may touch. The host is the thread that drove last, and at first the one that calls {@link #build}.
         * If it joins a task or closes, it drives meanwhile, as ever. Any other thread that joins, closes or waits
         * for a future is parked until the host has come so far. By default, whoever waits drives.
         */
        public Builder hosted() {
            this.hosted = true;
            return this;
        }

        /** A scheduler without a thread, to be driven by its caller. */
        public CooperativeScheduler build() {
            return new CooperativeScheduler(this, false);
        }

        /**
         * A scheduler that runs on a thread of its own, until it is closed.
         *
         * @throws IllegalStateException if the thread factory gives no thread that can be started, or an
         *     {@code onReady} callback is set, which nothing would call, or {@code hosted}
         */
        public CooperativeScheduler start() {
            if (onReady != null) {
                throw new IllegalStateException(
                        "onReady is for a host that drives; use build(), or start() without onReady");
            }
            if (hosted) {
                throw new IllegalStateException("hosted is for a host that drives; use build(), or start() without it");
            }
            ThreadFactory factory = threadFactory;
            if (factory == null) factory = Threads.named(name);
            CooperativeScheduler scheduler = new CooperativeScheduler(this, true);
            Threads.start(factory, scheduler::runOnOwnThread);
            return scheduler;
        }
    }

    private void runOnOwnThread() {
        // Only a hand-over can have it, for a moment: by a thread that closes before we are here.
        while (!seat.tryTake()) Thread.onSpinWait();
        inbox.becomeBusy();
        Joiner end = null; // made once: to go on after a lack of memory needs none
        try {
            while (!isTerminated()) {
                try {
                    if (end == null) end = untilTerminated();
                    drive(end);
                    // Meant for a step that has ended; the tasks go on.
                    if (Thread.interrupted()) LOG.debug("{} was interrupted between steps", this);
                } catch (Throwable failure) {
                    LOG.error("{} goes on after a failure of its ticker or of the JVM", this, failure);
                }
            }
        } finally {
            leaveSeat();
        }
    }
}
