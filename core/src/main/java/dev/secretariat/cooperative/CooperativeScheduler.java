package dev.secretariat.cooperative;

import dev.secretariat.Awaitable;
import dev.secretariat.Deadline;
import dev.secretariat.FailureHandler;
import dev.secretariat.Ticker;
import dev.secretariat.internal.Inbox;
import dev.secretariat.internal.StackReserve;
import dev.secretariat.internal.Threads;
import dev.secretariat.spi.Reason;
import dev.secretariat.spi.SchedulerBase;
import dev.secretariat.spi.TaskCell;
import dev.secretariat.spi.TimerDeadline;
import dev.secretariat.spi.Timers;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Runs every task on one thread, in turn: concurrency without parallelism.
 *
 * <p>Made with {@link #create()}, it has no thread and runs only while somebody drives it with {@link
 * #runOne()}, {@link #runUntilIdle()}, {@link #runFor} or {@link #run()}, on whichever thread that is;
 * one at a time. A thread that joins one of its tasks, or closes it, drives it meanwhile if nobody else
 * does, unless it is {@link Builder#hosted hosted}. Made with {@link Builder#start()}, it has a thread of its own and
 * nobody else drives it.
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
 * not poll. Tasks run in the order in which the driver learns that they are ready.
 */
public final class CooperativeScheduler extends SteppedScheduler {
    /*
     * What it takes to run steps is the Driver's, which the DriversSeat gives to one thread at a time: to the caller
     * of a run method, to a thread that joins, or to the scheduler's own thread. All other threads post to the inbox.
     */

    /** What {@link #runFor} returns when only another thread can bring work. */
    public static final Duration FOREVER = Driver.FOREVER;

    private final Inbox<Object> inbox = new Inbox<>();
    private final Successor successor;
    private final DriversSeat seat;
    private final HostNotifier notifier;
    private final DrivenTimers timers;
    private final boolean hosted;

    /**
     * If hosted: the thread that drove last, at first the one that made this scheduler; null once it has terminated.
     * Written by whoever begins to drive, read by whoever waits.
     */
    private volatile @Nullable Thread host;

    private CooperativeScheduler(Builder builder, boolean hasThread) {
        super(builder.name, builder.ticker, builder.failureHandler, hasThread);
        this.hosted = builder.hosted;
        this.successor = new Successor(this, super.timers());
        this.seat = new DriversSeat(new Driver(this, inbox, builder.ticker, successor));
        this.notifier = new HostNotifier(this, seat, inbox, builder.onReady);
        this.timers = new DrivenTimers(this, builder.ticker, inbox, seat, notifier, successor);
        if (hosted) host = Thread.currentThread();
        inbox.becomeIdle(null); // until somebody drives, so that the host is told of the first task
    }

    /** Makes a scheduler without a thread, to be driven by its caller. */
    public static CooperativeScheduler create() {
        return builder().build();
    }

    /** Begins a scheduler with other settings, or with a thread of its own. */
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
        Driver driver = takeSeat();
        try {
            while (!driver.turn()) {
                if (driver.becomeIdle()) return false;
            }
            return true;
        } finally {
            timers.leaveSeat();
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
        Driver driver = takeSeat();
        try {
            long before = driver.steps();
            do {
                while (driver.turn()) {}
            } while (!driver.becomeIdle());
            return driver.steps() - before;
        } finally {
            timers.leaveSeat();
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
        Driver driver = takeSeat();
        try {
            Deadline end = deadline(budget);
            do {
                if (!driver.turn() && driver.becomeIdle()) return driver.untilNextDeadline();
            } while (!end.isPast());
            return Duration.ZERO;
        } finally {
            timers.leaveSeat();
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
        Driver driver = takeSeat();
        try {
            Joiner joiner = new Joiner(termination(), deadline(FOREVER));
            if (!termination().register(joiner)) return;
            try {
                driver.driveFor(joiner);
                if (!joiner.isWoken() && Thread.interrupted()) throw new InterruptedException();
            } finally {
                termination().deregister(joiner);
            }
        } finally {
            leaveWork(driver);
        }
    }

    /** Returns whether a thread is driving this scheduler now. */
    public boolean isDriving() {
        return seat.isDriven();
    }

    private Driver takeSeat() {
        if (hasThread) {
            throw new IllegalStateException(this + " has a thread of its own; only submit to it, and join");
        }
        refuseReentry();
        StackReserve.requireTwice(); // what belongs to a step that overflows is done in the driver's frames
        Driver driver = seat.takeUnlessDriven();
        if (driver == null) {
            throw new IllegalStateException(this + " is being driven by " + seat + "; let one thread drive at a time");
        }
        if (hosted && !successor.isInCharge()) host = Thread.currentThread();
        begin(driver);
        return driver;
    }

    private void begin(Driver driver) {
        notifier.withdraw();
        driver.becomeBusy();
    }

    private void refuseReentry() {
        if (seat.isMine()) {
            throw new IllegalStateException(
                    "this thread is driving " + this + " already; return a Step instead of waiting");
        }
    }

    /** Leaves the seat, and has the host told if work or deadlines are left that it does not know of. */
    private void leaveWork(Driver driver) {
        if (driver.hasWork() || !driver.becomeIdle()) notifier.request();
        timers.leaveSeat();
    }

    // ---- Threads that wait ----

    @Override
    protected boolean block(Awaitable awaitable, TimerDeadline end) throws InterruptedException {
        if (hasThread || (hosted && host != Thread.currentThread())) return super.block(awaitable, end);
        refuseReentry();
        StackReserve.requireTwice();
        if (Thread.interrupted()) throw new InterruptedException(); // no step shall see it
        Joiner joiner = new Joiner(awaitable, end);
        if (!awaitable.register(joiner)) return true;
        seat.queueUp();
        try {
            do {
                Driver driver = seat.tryTake();
                if (driver != null) driveAsGuest(driver, joiner);
                else if (!joiner.isOver()) ticker().parkUntil(this, end.nanos());
            } while (!joiner.isOver());
            if (!joiner.isWoken() && Thread.interrupted()) throw new InterruptedException();
            return joiner.isWoken();
        } finally {
            seat.giveUp();
            awaitable.deregister(joiner);
        }
    }

    private void driveAsGuest(Driver driver, Joiner joiner) {
        begin(driver);
        try {
            driver.driveFor(joiner);
        } finally {
            leaveWork(driver);
        }
    }

    // ---- What the base class asks for ----

    @Override
    protected void ready(TaskCell<?> cell, Reason reason) {
        Driver driver = seat.mine();
        if (driver != null) driver.add(cell);
        else if (inbox.post(cell)) notifier.requestAndTell();
    }

    @Override
    protected Timers timers() {
        return timers;
    }

    /** Where only the host drives, only the host's thread calls back. */
    @Override
    protected boolean endsInCancel() {
        return !hosted || host == Thread.currentThread();
    }

    @Override
    protected boolean isWorking() {
        return seat.isMine() || super.isWorking();
    }

    @Override
    protected void terminated() {
        successor.takeCharge();
        host = null;
        timers.handOver();
    }

    /**
     * {@inheritDoc}
     *
     * <p>A task made ready by another thread may wait for the driver's next look into the inbox; from
     * then on it is in the line, which is first in, first out.
     */
    @Override
    public OptionalLong fairnessBound() {
        return OptionalLong.of(Driver.LOOK_INTERVAL + 1);
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
         * Names the scheduler and its thread in reports; "cooperative" by default.
         *
         * @param name the name
         */
        public Builder name(String name) {
            this.name = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * Sets the clock; the system's by default.
         *
         * @param ticker the clock
         */
        public Builder ticker(Ticker ticker) {
            this.ticker = Objects.requireNonNull(ticker, "ticker");
            return this;
        }

        /**
         * Sets what receives the failures that nobody else would see; they are logged by default.
         *
         * @param failureHandler the handler
         */
        public Builder failureHandler(FailureHandler failureHandler) {
            this.failureHandler = Objects.requireNonNull(failureHandler, "failureHandler");
            return this;
        }

        /**
         * Sets what is called when the scheduler was idle, nobody drives it, and there is something to do again: once
         * for each such change, on the thread that caused it; or, if that was while a driver was about to leave, or
         * leaves work behind, on that driver's thread when it has left. It must only post to the host's own loop,
         * for example {@code () -> SwingUtilities.invokeLater(scheduler::runUntilIdle)}. It is not called when a deadline
         * passes: a host whose tasks wait for deadlines drives with {@link #runFor}, and comes back in time. Where other
         * threads join tasks, and so drive at times, it asks {@link #isDriving()} first, or is {@link #hosted}.
         *
         * @param onReady the callback
         */
        public Builder onReady(Runnable onReady) {
            this.onReady = Objects.requireNonNull(onReady, "onReady");
            return this;
        }

        /**
         * Sets what makes the thread for {@link #start()}. By default it is not a daemon, so that work is not
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
         * Lets only the host drive: for loops of games and user interfaces, whose tasks touch what only the loop's
         * thread may touch. The host is the thread that drove last, and at first the one that calls {@link #build}.
         * If it joins a task or closes, it drives meanwhile, as ever. Any other thread that joins, closes or waits
         * for a future is parked until the host has come so far. By default, a thread that waits drives.
         */
        public Builder hosted() {
            this.hosted = true;
            return this;
        }

        /** Makes a scheduler without a thread, to be driven by its caller. */
        public CooperativeScheduler build() {
            return new CooperativeScheduler(this, false);
        }

        /**
         * Makes a scheduler that runs on a thread of its own, until it is closed.
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
            Awaitable termination = scheduler.termination();
            Threads.start(factory, new OwnThread(scheduler, termination, scheduler.seat, scheduler.timers));
            return scheduler;
        }
    }
}
