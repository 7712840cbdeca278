package dev.secretariat.simulation;

import dev.secretariat.Awaitable;
import dev.secretariat.FailureHandler;
import dev.secretariat.Outcome;
import dev.secretariat.Submission;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.fiber.Fibers;
import dev.secretariat.spi.Reason;
import dev.secretariat.spi.SchedulerBase;
import dev.secretariat.spi.TaskCell;
import dev.secretariat.spi.TimerDeadline;
import dev.secretariat.spi.Timers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler without threads or real time, in which a {@link Policy} decides who runs next: the same seed
 * gives the same run, on every machine and JDK.
 *
 * <pre>{@code
 * SimulationScheduler simulation = SimulationScheduler.builder().seed(42).workers(2).build();
 * TaskHandle<Integer> sum = simulation.submit(task);
 * simulation.run();                                     // all there is to do, and all time that it takes
 * assertEquals(10, sum.result());
 * }</pre>
 *
 * <p>Whoever joins a task, or closes the simulation, or waits for a future of its executor view, drives it;
 * so do {@link #run}, {@link #runFor} and {@link #step}. A CompletableFuture knows nothing of that: before its {@code
 * get()} or {@code join()}, which would wait for ever, call {@link #run}. Where work is repeated without end, call
 * {@link #runFor}. Time passes only when nothing can be done now: then it
 * jumps to the next deadline, or to the end of a step that {@linkplain Cost costs} time; so it does when for long nothing
 * has been done but yield. A wait that can never
 * end throws a {@link DeadlockError}, one that takes too many steps a {@link LivelockError}.
 *
 * <p>Several simulated workers run steps that overlap in virtual time; what a step does happens at once all the
 * same, and nothing comes in between. All awaitables of this library wake all who wait; in which order those go
 * on is the policy's choice.
 *
 * <p>Belongs to the thread that has made it. Calls from others are refused with an IllegalStateException, and
 * the next time the simulation is driven it throws a {@link ForeignThreadError}. That thread runs the steps of all
 * tasks, but the bodies of fibers. Where it would only wait for these, a virtual thread may drive in its
 * place: then choosers, wakers and failure handlers are called on that.
 */
public final class SimulationScheduler extends SchedulerBase {
    private final long seed;
    private final Owner owner;
    private final SimulatedClock clock;
    private final SimulatedTimers timers;
    private final SimulatedTasks tasks;
    private final SimulatedCrew crew;
    private final FaultInjector faults;
    private final Recorder recorder;
    private final Standstill standstill;
    private final Driver driver;
    private final Circumstances circumstances = new Circumstances();

    /** Null where no program is run that looks for them in the end. */
    private final @Nullable UnseenFailures unseen;

    private SimulationScheduler(Builder builder, SimulatedClock clock, Owner owner) {
        super("simulation", clock, builder.failureHandler);
        Chooser chooser = Objects.requireNonNull(builder.policy.begin(builder.seed), "chooser");
        this.seed = builder.seed;
        this.owner = owner;
        owner.askWhoIsInStep(super::isWorking);
        this.clock = clock;
        this.unseen = builder.unseen;
        this.faults = new FaultInjector(builder.faults, seed);
        this.timers = new SimulatedTimers(clock, faults, owner);
        this.recorder = new Recorder(builder.inWords);
        this.tasks = new SimulatedTasks(chooser, clock, recorder);
        this.standstill = new Standstill(seed, builder.stepLimit, tasks, recorder, unseen == null);
        this.crew = new SimulatedCrew(this, builder.workers, faults, circumstances);
        Idling idling = new Idling(builder.stepLimit);
        StepRunner steps =
                new StepRunner(this::runStep, clock, tasks, faults, idling, recorder, builder.supervisor, unseen);
        Relay relay = new Relay(owner, steps, builder.supervisor);
        Selection selection = new Selection(clock, tasks, crew, steps, relay, chooser);
        DriveLoop loop = new DriveLoop(
                clock, timers, tasks, faults, idling, selection, standstill, circumstances, this::isClosing);
        this.driver = new Driver(owner, clock, tasks, steps, loop, relay, builder.supervisor, this::deadlock);
        closing().register(() -> owner.notice("closes all")); // also if nothing becomes ready by that
    }

    /** Begins to describe a simulation; all is optional. */
    public static Builder builder() {
        return new Builder();
    }

    // ---- Driving ----

    /**
     * Runs all there is to do, through all the time that it takes, until everybody has ended or waits for
     * something that no task and no time brings.
     */
    public void run() {
        runUntil(Long.MAX_VALUE);
    }

    /**
     * Runs all there is to do within a time, and lets the time pass.
     *
     * @param duration virtual time from now; a negative one counts as zero, and 73 years or more are as {@link
     *     #run}
     */
    public void runFor(Duration duration) {
        Objects.requireNonNull(duration, "duration");
        long end = clock.after(duration);
        runUntil(end);
        if (end < Long.MAX_VALUE) clock.advanceTo(end);
    }

    /**
     * Runs the next step, after the time that passes until then.
     *
     * @return false if there is none
     */
    public boolean step() {
        beginDrive();
        return driver.runNext(Long.MAX_VALUE);
    }

    private void runUntil(long end) {
        beginDrive();
        driver.runUntil(end);
    }

    private void beginDrive() {
        owner.check("drives");
        if (isWorking()) {
            throw new IllegalStateException("a step, or a callback, drives its own simulation; return a Step instead");
        }
        crew.beginDrive();
    }

    /**
     * Returns what makes threads whose order the seed decides, for code that knows nothing of tasks; see {@link Fibers#threads}.
     *
     * @throws UnsupportedOperationException unless the JVM can mount fibers
     */
    public ThreadFactory asThreadFactory() {
        return Fibers.threads(this, "thread");
    }

    // ---- What a simulation overrides ----

    @Override
    protected void ready(TaskCell<?> cell, Reason reason) {
        owner.check("makes a task ready");
        tasks.ready(cell, reason);
    }

    @Override
    protected void admit(Task<?> task, Submission submission) {
        owner.check("submits a task");
        faults.admit();
    }

    @Override
    protected boolean block(Awaitable awaitable, TimerDeadline end) throws InterruptedException {
        beginDrive();
        return driver.await(awaitable, end.remaining());
    }

    /** Lets the time pass in vain, as a cost of the step: nothing comes in between in a step. */
    @Override
    protected boolean blockInStep(Awaitable awaitable, TimerDeadline end) {
        if (!tasks.isInStep()) throw new IllegalStateException("a callback between two steps waits; return instead");
        spend(end.remaining());
        return false;
    }

    /** Returns true in wakers, choosers and failure handlers, too, which are called between steps. */
    @Override
    protected boolean isWorking() {
        return driver.isDriving() || super.isWorking();
    }

    /** When a task ends that was cancelled while it waited is a choice, as when any other goes on. */
    @Override
    protected boolean endsInCancel() {
        return false;
    }

    @Override
    protected Timers timers() {
        return timers;
    }

    @Override
    protected Duration patience() {
        return SimulatedClock.UNLIMITED;
    }

    @Override
    protected RandomGenerator newRandom(int workerIndex) {
        return new SplitMix(SplitMix.hash(seed, workerIndex), circumstances::draws);
    }

    // ---- Reports ----

    private DeadlockError deadlock(Awaitable awaited) {
        String what = awaited == termination() ? "the end of all tasks" : Words.of(awaited);
        return standstill.deadlock(
                what, unseen != null && !unseen.soFar(this::hasSeen).isEmpty());
    }

    /** Returns the seed. */
    public long seed() {
        return seed;
    }

    /** Returns who ran when, so far. */
    public Schedule schedule() {
        return recorder.schedule(seed);
    }

    /** Returns how many steps have run. */
    public long steps() {
        return recorder.stepCount();
    }

    /** Returns what happened, so far, as a number; {@link Run#traceHash} says what goes into it: values do not. */
    public long traceHash() {
        return recorder.hash();
    }

    /** Returns what happened, so far, in words; empty unless {@link Builder#inWords} asked for it. */
    public List<TraceEvent> trace() {
        return recorder.events();
    }

    /** Returns when the last step ended, in virtual time from the beginning. */
    public Duration makespan() {
        return recorder.end();
    }

    /**
     * Returns whether somebody has looked at how a task ended, if this failure is its end: what a task's onCancel or
     * deregister throws is told to nobody else.
     */
    boolean hasSeen(TaskHandle<?> task, Throwable failure) {
        TaskCell<?> cell = cellOf(task);
        return cell != null
                && cell.peek() instanceof Outcome.Failed<?> failed
                && failed.cause() == failure
                && !cell.isUnobserved();
    }

    // ---- For whoever runs whole programs ----

    /** Returns what has decided the run besides the policy. */
    Circumstances circumstances() {
        return circumstances;
    }

    /** Spends time in a step; a negative duration counts as zero. */
    void spend(Duration duration) {
        clock.spend(duration);
    }

    /** Closes, and runs what is left to its end. */
    void finish() {
        asExecutorService().shutdown();
        run();
        if (!isTerminated()) throw deadlock(termination());
    }

    /** Cancels what is left, of a run that has failed. */
    void abandon() {
        driver.abandon();
        shutdownNow();
        run();
    }

    /** Throws if another thread has called in; asked when a program has otherwise ended well. */
    void checkAlone() {
        owner.checkAlone();
    }

    /** Makes simulations. Not thread-safe. */
    public static final class Builder {
        private long seed;
        private int workers = 1;
        private Policy policy = Policy.random();
        private Faults faults = Faults.none();
        private long stepLimit = 1_000_000;
        private boolean inWords;
        private FailureHandler failureHandler = loggingFailureHandler();
        private @Nullable UnseenFailures unseen;
        private @Nullable Supervisor supervisor;

        private Builder() {}

        /** Sets what all choices, faults and {@link dev.secretariat.Worker#random} follow from; 0 by default. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /** Sets how many simulated workers there are; 1 by default. */
        public Builder workers(int workers) {
            if (workers < 1) throw new IllegalArgumentException("workers is not positive: " + workers);
            this.workers = workers;
            return this;
        }

        /** Sets how to choose who runs next; at random by default. */
        public Builder policy(Policy policy) {
            this.policy = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /** Sets what goes wrong besides; nothing by default. */
        public Builder faults(Faults faults) {
            this.faults = Objects.requireNonNull(faults, "faults");
            return this;
        }

        /** Sets after how many steps a run is given up; a million by default. */
        public Builder stepLimit(long steps) {
            if (steps < 1 || steps > Schedule.MAX_STEPS) {
                throw new IllegalArgumentException("steps is not between 1 and " + Schedule.MAX_STEPS + ": " + steps);
            }
            this.stepLimit = steps;
            return this;
        }

        /** Sets whether to keep what happens in words, for {@link #trace}; false by default, since it takes time. */
        public Builder inWords(boolean inWords) {
            this.inWords = inWords;
            return this;
        }

        /** Sets what receives the failures that nobody else would see; they are logged by default. */
        public Builder failureHandler(FailureHandler handler) {
            this.failureHandler = Objects.requireNonNull(handler, "handler");
            return this;
        }

        /** Sets what receives failures, for whole programs: it tells them with what led to them. */
        Builder unseenFailures(UnseenFailures unseen) {
            this.unseen = unseen;
            return failureHandler(unseen);
        }

        /** Sets who watches, for whole programs: they must not stand still. */
        Builder supervisor(Supervisor supervisor) {
            this.supervisor = supervisor;
            return this;
        }

        /** Makes a simulation that belongs to the calling thread. */
        public SimulationScheduler build() {
            return new SimulationScheduler(this, new SimulatedClock(), new Owner());
        }
    }
}
