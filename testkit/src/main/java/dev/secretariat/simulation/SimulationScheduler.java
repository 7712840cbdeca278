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
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
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
    private static final long PURPOSE_SALT = 6; // apart from those of Faults.Kind; never to be changed
    private final long seed;
    private final Owner owner;
    private final SimulatedClock clock;
    private final SimulatedTimers timers;
    private final SimulatedTasks tasks;
    private final SimulatedCrew crew;
    private final FaultInjector faults;
    private final Recorder recorder;
    private final Standstill standstill;
    private final Selection selection;
    private final Driver driver;
    private final Circumstances circumstances = new Circumstances();
    private final RandomGenerator random;

    /** Null where nobody wants to know what steps touch. */
    private final @Nullable Touches touches;

    /** Null where no program is run that looks for them in the end. */
    private final @Nullable UnseenFailures unseen;

    SimulationScheduler(SimulationBuilder builder, SimulatedClock clock, Owner owner) {
        super("simulation", clock, builder.failureHandler);
        Chooser chooser = Objects.requireNonNull(builder.policy.begin(builder.seed), "chooser");
        this.seed = builder.seed;
        this.random = newRandom(-1);
        this.owner = owner;
        owner.askWhoIsInStep(super::isWorking);
        this.clock = clock;
        this.unseen = builder.unseen;
        this.faults = new FaultInjector(builder.faults, seed);
        this.timers = new SimulatedTimers(clock, faults, owner);
        this.recorder = new Recorder(builder.inWords);
        ObservingChooser told = chooser instanceof ObservingChooser observing ? observing : null;
        this.touches = told != null || builder.inWords ? new Touches(owner, builder.inWords, circumstances) : null;
        this.tasks = new SimulatedTasks(chooser, clock, recorder, touches);
        this.standstill = new Standstill(seed, builder.stepLimit, tasks, recorder, unseen == null);
        this.crew = new SimulatedCrew(this, builder.workers, faults, circumstances);
        Idling idling = new Idling(builder.stepLimit);
        StepRunner steps = new StepRunner(
                this::runStep, clock, tasks, faults, idling, recorder, touches, told, builder.supervisor, unseen);
        Relay relay = new Relay(owner, steps, builder.supervisor);
        Selection selection = new Selection(clock, tasks, crew, steps, relay, chooser);
        DriveLoop loop = new DriveLoop(
                clock,
                timers,
                tasks,
                faults,
                idling,
                selection,
                standstill,
                circumstances,
                recorder,
                this,
                builder.anyTime);
        this.selection = selection;
        this.driver = new Driver(owner, clock, tasks, steps, loop, relay, touches, builder.supervisor, this::deadlock);
        closing().register(() -> owner.notice("closes all")); // also if nothing becomes ready by that
    }

    /** Begins to describe a simulation; all is optional. */
    public static SimulationBuilder builder() {
        return new SimulationBuilder();
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
        return driver.step();
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

    /**
     * Chooses one of several alternatives, as the policy says: another one in other runs, and in each of an exhaustive search. For what the program under test cannot
     * know, as an answer from outside: {@code simulation.choose(2) == 0 ? reply : error}. In a step or between two; a schedule keeps what was chosen.
     *
     * @param alternatives how many there are; at least 1
     * @return a number from 0 on, below that; shrinking prefers 0
     */
    public int choose(int alternatives) {
        if (alternatives < 1) throw new IllegalArgumentException("alternatives is not positive: " + alternatives);
        owner.check("chooses");
        if (alternatives == 1) return 0;
        int chosen = selection.alternative(alternatives);
        if (!selection.isAbandoned()) recorder.chose(chosen, alternatives);
        return chosen;
    }

    /** Returns a clock that shows virtual time; at its beginning it is January 1st, 2000, in UTC. Of the simulation's thread. */
    public Clock clock() {
        return VirtualClock.of(clock);
    }

    /** Returns random numbers that follow from the seed, for what is not a task; a step has those of its worker. Always the same object. */
    public RandomGenerator random() {
        return random;
    }

    /** Returns a UUID that follows from the seed, another one at each call; of version 4, as {@link UUID#randomUUID} makes them. */
    public UUID uuid() {
        long high = (random.nextLong() & ~0xf000L) | 0x4000L;
        long low = (random.nextLong() >>> 2) | (1L << 63);
        return new UUID(high, low);
    }

    /**
     * Says something in the report of the running step, as "reads the second page". Where no report is made, and between steps, nothing comes of it.
     *
     * @param text one line
     */
    public void note(String text) {
        Objects.requireNonNull(text, "text");
        owner.check("notes something");
        if (touches != null) touches.note(text);
    }

    /**
     * Makes a machine, whose tasks can be killed together.
     *
     * @param machineName what reports call it
     */
    public Machine machine(String machineName) {
        Runnable checkCaller = () -> owner.check("kills a machine");
        return new Machine(machineName, this, checkCaller, tasks::removeKilled);
    }

    /**
     * Returns a number that follows from the seed and from what it is for, and from nothing else: for faults of one's own, which stay as they are where other steps are left out
     * or come at other times. Those of {@link dev.secretariat.Worker#random} follow one another, so that one more changes all later ones.
     *
     * @param purpose what it is for, as numbers: the kind of a fault, say, and what it would strike
     */
    public long randomFor(long... purpose) {
        Objects.requireNonNull(purpose, "purpose");
        owner.check("draws a number");
        circumstances.decidesBySeed();
        return SplitMix.hash(SplitMix.hash(seed, PURPOSE_SALT), purpose);
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

    /** Returns what happened, so far, in words; empty unless {@link SimulationBuilder#inWords} asked for it. */
    public List<TraceEvent> trace() {
        return recorder.events();
    }

    /** Returns which accesses of shared variables nothing has put in order; empty unless in words. */
    List<String> unordered() {
        return recorder.unordered();
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

    /** Returns what logs failures. */
    static FailureHandler logging() {
        return loggingFailureHandler();
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

    /** Begins to watch what the program makes and touches, if anybody wants to know; before it makes anything. */
    void beginWatch() {
        if (touches == null) return;
        touches.beginWhole();
        TouchWatch.begin(touches);
    }

    /** Ends that. */
    void endWatch() {
        if (touches != null) TouchWatch.end(touches);
    }

    /** Closes, and runs what is left to its end. */
    void finish() {
        asExecutorService().shutdown();
        run();
        if (!isTerminated() && !tasks.areAllKilled()) throw deadlock(termination());
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
}
