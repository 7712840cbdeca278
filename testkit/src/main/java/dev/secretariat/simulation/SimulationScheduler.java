package dev.secretariat.simulation;

import dev.secretariat.Awaitable;
import dev.secretariat.FailureHandler;
import dev.secretariat.Outcome;
import dev.secretariat.Submission;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Waker;
import dev.secretariat.spi.Reason;
import dev.secretariat.spi.SchedulerBase;
import dev.secretariat.spi.TaskCell;
import dev.secretariat.spi.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.RejectedExecutionException;
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
 * the next time the simulation is driven it throws a {@link ForeignThreadError}.
 */
public final class SimulationScheduler extends SchedulerBase {
    /** Longer waits are for ever: some 73 years. */
    static final Duration UNLIMITED = Duration.ofNanos(Long.MAX_VALUE / 4);

    /** So often time may pass between two steps. */
    private static final int MOST_JUMPS = 1_000_000;

    private static final int LONGEST_TOLD = 400;

    private final long seed;
    private final Chooser chooser;
    private final Faults faults;
    private final long stepLimit;
    private final Owner owner;
    private final SimulatedClock clock;
    private final SimulatedTimers timers;
    private final Recorder recorder;
    private final SimulatedCrew crew;
    private final Circumstances circumstances = new Circumstances();
    private final Idling idling;

    /** Null where no program is run that looks for them in the end. */
    private final @Nullable UnseenFailures unseen;

    /** Null where nobody watches in real time. */
    private final @Nullable Supervisor supervisor;

    /** Those that have not ended, in the order in which they first became ready. */
    private final Map<TaskCell<?>, SimulatedTask> tasks = new LinkedHashMap<>();

    private final ReadyLine ready = new ReadyLine();

    /** Made ready by steps that have not ended in virtual time. */
    private final PriorityQueue<SimulatedTask> upcoming = new PriorityQueue<>();

    /** Made ready by the step that runs now. */
    private final List<SimulatedTask> made = new ArrayList<>();

    /** Those that the chooser leaves out, until they are let go. */
    private final List<SimulatedTask> leftOut = new ArrayList<>();

    private @Nullable SimulatedTask running;
    private int numbered;
    private int admitted;
    private long turns;
    private long wokenBefore = -1;

    /** Of the last step. */
    private long stepEnd;

    private boolean abandoned;

    /** Between the beginning and the end of a turn. */
    private boolean driving;

    private SimulationScheduler(Builder builder, SimulatedClock clock, Owner owner) {
        super("simulation", clock, builder.failureHandler);
        this.seed = builder.seed;
        this.chooser = Objects.requireNonNull(builder.policy.begin(seed), "chooser");
        this.faults = builder.faults;
        this.stepLimit = builder.stepLimit;
        this.owner = owner;
        this.clock = clock;
        this.timers = new SimulatedTimers(clock, faults, seed, owner);
        this.recorder = new Recorder(builder.inWords);
        this.crew = new SimulatedCrew(this, builder.workers);
        this.idling = new Idling(stepLimit);
        this.unseen = builder.unseen;
        this.supervisor = builder.supervisor;
        closing().register(() -> owner.notice("closes all")); // also if nothing becomes ready by that
    }

    /** What a simulation is made with. */
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
        long end = after(duration);
        runUntil(end);
        if (end < Long.MAX_VALUE) clock.advanceTo(end);
    }

    /**
     * Runs the next step, after the time that passes until then.
     *
     * @return false if there is none
     */
    public boolean step() {
        checkDriver();
        return runNext(Long.MAX_VALUE);
    }

    private void runUntil(long end) {
        checkDriver();
        while (runNext(end)) {}
    }

    @Override
    protected boolean block(Awaitable awaitable, Duration timeout) throws InterruptedException {
        checkDriver();
        Flag flag = new Flag();
        if (!awaitable.register(flag)) return true;
        try {
            long end = after(timeout);
            boolean forEver = timeout.compareTo(UNLIMITED) >= 0;
            while (!flag.isUp) {
                if (Thread.interrupted()) throw new InterruptedException();
                if (runNext(end)) continue;
                if (flag.isUp) return true; // by the time that passed
                if (forEver) throw deadlock(awaitable);
                clock.advanceTo(end);
                return false;
            }
            if (flag.byStep) awaitEndOfStep();
            return true;
        } finally {
            awaitable.deregister(flag);
        }
    }

    /** Nothing comes in between in a step, so the time passes in vain: it is a cost of the step. */
    @Override
    protected boolean blockInStep(Awaitable awaitable, Duration timeout) {
        if (running == null) throw new IllegalStateException("a callback between two steps waits; return instead");
        spend(timeout);
        return false;
    }

    /** Whoever drives goes on at the end of the step that lets it, as tasks do. */
    private void awaitEndOfStep() {
        long end = stepEnd;
        if (end <= clock.nanos()) return;
        while (runNext(end)) {}
        clock.advanceTo(end);
    }

    private long after(Duration duration) {
        if (duration.isNegative()) return clock.nanos();
        if (duration.compareTo(UNLIMITED) >= 0) return Long.MAX_VALUE;
        return clock.nanos() + duration.toNanos();
    }

    private void checkDriver() {
        owner.check("drives");
        if (isWorking()) {
            throw new IllegalStateException("a step, or a callback, drives its own simulation; return a Step instead");
        }
    }

    /** In wakers, choosers and failure handlers, too, which are called between steps. */
    @Override
    protected boolean isWorking() {
        return (driving && owner.isCaller()) || super.isWorking();
    }

    /** Runs one step, unless time would come to {@code end} before; says whether it did. */
    private boolean runNext(long end) {
        owner.checkAlone();
        if (supervisor != null && !abandoned) supervisor.check();
        driving = true;
        try {
            return turn(end);
        } finally {
            driving = false;
        }
    }

    private boolean turn(long end) {
        for (int jumps = 0; ; jumps++) {
            bringForward();
            int idle = crew.countIdle(clock.nanos());
            boolean waits = idling.isLong() && Math.min(end, nextArrival()) < Long.MAX_VALUE;
            if (waits) idling.end();
            if (idle > 0 && !ready.isEmpty() && !waits) {
                if (recorder.stepCount() >= stepLimit && !abandoned) throw livelock();
                if (!circumstances.isTimed() && couldTakeTime(end)) circumstances.couldTakeTime();
                int index = abandoned ? 0 : ready.checked(chooser.task(ready));
                SimulatedWorker worker =
                        abandoned ? crew.firstIdle(clock.nanos()) : crew.chooseIdle(clock.nanos(), idle, chooser);
                run(ready.take(index), worker); // only now: a chooser that throws must not lose the task
                return true;
            }
            long next = waits ? nextArrival() : nextEvent();
            if (next == Long.MAX_VALUE && letGo()) continue;
            if (next > end || next == Long.MAX_VALUE) return false;
            if (jumps == MOST_JUMPS) {
                if (abandoned) return false;
                throw new LivelockError(
                        "time goes on without a step: " + jumps + " times some deadline has come and"
                                + " made nothing ready; whoever it wakes may wait for a new one each time" + origin(),
                        Set.of());
            }
            clock.advanceTo(next);
        }
    }

    /** Makes ready whoever is it by now. */
    private void bringForward() {
        timers.ringDue();
        while (!upcoming.isEmpty() && upcoming.peek().notBefore <= clock.nanos()) ready.add(upcoming.remove());
        if (faults.canStrike(Faults.Kind.SPURIOUS_WAKE) && !abandoned) wakeSomebody();
    }

    /** Whether something would come of it if time passed now, although a task is ready. */
    private boolean couldTakeTime(long end) {
        return !abandoned && Math.min(end, nextArrival()) < Long.MAX_VALUE;
    }

    /** When something happens next, if nothing can be done now; {@link Long#MAX_VALUE} for never. */
    private long nextEvent() {
        long next = nextArrival();
        return ready.isEmpty() ? next : Math.min(next, crew.nextIdle());
    }

    /** When time makes somebody ready next, as far as is known; {@link Long#MAX_VALUE} for never. */
    private long nextArrival() {
        long next = timers.nextNanos();
        return upcoming.isEmpty() ? next : Math.min(next, upcoming.peek().notBefore);
    }

    /** Cancels those that are left out, when nothing else is to be done before the end; says whether there were any. */
    private boolean letGo() {
        if (leftOut.isEmpty() || !isClosing()) return false;
        List<SimulatedTask> gone = List.copyOf(leftOut);
        leftOut.clear();
        for (SimulatedTask task : gone) {
            task.cell.cancel();
            run(task, crew.any());
        }
        return true;
    }

    private void run(SimulatedTask task, SimulatedWorker worker) {
        boolean counts = !abandoned && !task.isLeftOut;
        if (counts) recorder.begins(task, worker);
        if (supervisor != null) supervisor.stepBegins(task);
        task.ready = null;
        task.steps++;
        long at = clock.nanos();
        running = task;
        try {
            runStep(task.cell, worker);
        } finally {
            running = null;
            if (supervisor != null) supervisor.stepEnded();
            long cost = clock.takeBack() + faults.slownessNanos(seed, task.id, task.steps);
            stepEnd = at + cost;
            worker.busyUntil = stepEnd;
            task.notBefore = stepEnd;
            idling.step(made.size() == 1 && made.get(0).equals(task) && cost == 0);
            for (SimulatedTask next : made) line(next, stepEnd);
            made.clear();
            if (counts) recorder.ended(task, worker, at, cost);
            if (task.cell.isDone()) forget(task);
        }
    }

    private void forget(SimulatedTask task) {
        tasks.remove(task.cell);
        if (unseen != null) unseen.ended(task.cell);
    }

    // ---- Who is ready ----

    @Override
    protected void ready(TaskCell<?> cell, Reason reason) {
        owner.check("makes a task ready");
        SimulatedTask task = tasks.get(cell);
        if (task == null) {
            numbered++;
            task = new SimulatedTask(cell, numbered, chooser.leavesOut(numbered));
            tasks.put(cell, task);
            if (task.isLeftOut) {
                leftOut.add(task);
                recorder.leavesOut(task);
            }
        }
        task.ready = reason;
        if (task.isLeftOut) return;
        if (running == null) line(task, clock.nanos());
        else made.add(task); // at the end of the step, whose cost is not known yet
    }

    /** Lets a task run from a time on, and after its own last step. */
    private void line(SimulatedTask task, long from) {
        long start = Math.max(from, task.notBefore);
        if (start <= clock.nanos()) {
            ready.add(task);
        } else {
            task.readyAt(start, turns++);
            upcoming.add(task);
        }
    }

    // ---- Faults ----

    @Override
    protected void admit(Task<?> task, Submission submission) {
        owner.check("submits a task");
        admitted++;
        if (faults.strikes(Faults.Kind.REJECTED_SUBMISSION, seed, admitted, 0)) {
            throw new RejectedExecutionException("injected: submission " + admitted + " with seed " + seed);
        }
    }

    /** In place of a step, perhaps. */
    void injectFailure() {
        SimulatedTask task = running;
        if (task != null && faults.strikes(Faults.Kind.FAILING_STEP, seed, task.id, task.steps)) {
            throw new InjectedFailureException(
                    "injected: step " + task.steps + " of task '" + task.cell.name() + "' with seed " + seed);
        }
    }

    /** At most once between two steps. */
    private void wakeSomebody() {
        long step = recorder.stepCount();
        if (step == wokenBefore) return;
        wokenBefore = step;
        if (!faults.strikes(Faults.Kind.SPURIOUS_WAKE, seed, step, 0)) return;
        List<SimulatedTask> waiting = waiting();
        if (waiting.isEmpty()) return;
        long index = Faults.size(Faults.Kind.SPURIOUS_WAKE, seed, step, 0, waiting.size());
        waiting.get((int) index).cell.wake();
    }

    /** In a step. */
    void spend(Duration duration) {
        if (duration.isNegative()) return;
        if (duration.compareTo(UNLIMITED) >= 0) throw new IllegalArgumentException("duration is too long: " + duration);
        clock.spend(duration.toNanos());
    }

    // ---- What a simulation overrides ----

    @Override
    protected Timers timers() {
        return timers;
    }

    @Override
    protected Duration patience() {
        return UNLIMITED;
    }

    @Override
    protected RandomGenerator newRandom(int workerIndex) {
        return new SplitMix(SplitMix.hash(seed, workerIndex), circumstances::draws);
    }

    // ---- Reports ----

    private List<SimulatedTask> waiting() {
        return tasks.values().stream()
                .filter(task -> task.ready == null && task.cell.state() == TaskState.WAITING)
                .toList();
    }

    private DeadlockError deadlock(Awaitable awaited) {
        List<TaskCell<?>> cells = new ArrayList<>();
        for (SimulatedTask task : waiting()) cells.add(task.cell);
        String what = awaited == termination() ? "the end of all tasks" : Words.of(awaited);
        boolean mayFollow = unseen != null && !unseen.soFar(this).isEmpty();
        WaitsFor graph = new WaitsFor(what, cells, mayFollow);
        return new DeadlockError(graph.report() + origin(), graph.involved());
    }

    private LivelockError livelock() {
        Set<String> last = new TreeSet<>();
        List<Integer> ids = recorder.lastTasks();
        for (SimulatedTask task : tasks.values()) {
            if (ids.contains(task.id)) last.add("'" + task.cell.name() + "'");
        }
        return new LivelockError(
                "the run has not ended after " + stepLimit + " steps; the last ones were of " + String.join(", ", last)
                        + origin(),
                last);
    }

    /** How to come here again, where nobody else tells it. */
    private String origin() {
        if (unseen != null) return "";
        String schedule = schedule().toString();
        return "\nseed " + seed + (schedule.length() > LONGEST_TOLD ? "" : ", schedule " + schedule);
    }

    /** The seed. */
    public long seed() {
        return seed;
    }

    /** Who ran when, so far. */
    public Schedule schedule() {
        return recorder.schedule(seed);
    }

    /** How many steps have run. */
    public long steps() {
        return recorder.stepCount();
    }

    /** What happened, so far, in numbers: equal for equal runs, and hardly for others. */
    public long traceHash() {
        return recorder.hash();
    }

    /** What happened, so far, in words; empty unless {@link Builder#inWords} asked for it. */
    public List<TraceEvent> trace() {
        return recorder.events();
    }

    /** When the last step ended, in virtual time from the beginning. */
    public Duration makespan() {
        return recorder.end();
    }

    /**
     * Whether somebody has looked at how a task ended, if this failure is its end: what a task's onCancel or
     * deregister throws is told to nobody else.
     */
    boolean hasSeen(TaskHandle<?> task, Throwable failure) {
        TaskCell<?> cell = cellOf(task);
        return cell != null
                && cell.peek() instanceof Outcome.Failed<?> failed
                && failed.cause() == failure
                && !cell.isUnobserved();
    }

    // ---- For who runs whole programs ----

    /** What has decided the run besides the policy. */
    Circumstances circumstances() {
        return circumstances;
    }

    /** A step asks for the number of its worker. */
    void tellsWorker() {
        if (crew.size() > 1) circumstances.tellsWorker();
    }

    /** Closes, and runs what is left to its end. */
    void finish() {
        asExecutorService().shutdown();
        run();
        if (!isTerminated()) throw deadlock(termination());
    }

    /** Cancels what is left, of a run that has failed. */
    void abandon() {
        abandoned = true;
        shutdownNow();
        run();
    }

    /** Whether another thread has left a mark; for a program that has ended well otherwise. */
    void checkAlone() {
        owner.checkAlone();
    }

    private final class Flag implements Waker {
        volatile boolean isUp;
        boolean byStep;

        @Override
        public void wake() {
            if (!isUp) byStep = running != null;
            isUp = true;
        }
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

        /** What all choices, faults and {@link dev.secretariat.Worker#random} follow from; 0 by default. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /** How many simulated workers there are; 1 by default. */
        public Builder workers(int workers) {
            if (workers < 1) throw new IllegalArgumentException("workers is not positive: " + workers);
            this.workers = workers;
            return this;
        }

        /** How to choose who runs next; at random by default. */
        public Builder policy(Policy policy) {
            this.policy = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /** What goes wrong besides; nothing by default. */
        public Builder faults(Faults faults) {
            this.faults = Objects.requireNonNull(faults, "faults");
            return this;
        }

        /** After how many steps a run is given up; a million by default. */
        public Builder stepLimit(long steps) {
            if (steps < 1 || steps > Schedule.MOST_STEPS) {
                throw new IllegalArgumentException("steps is not between 1 and " + Schedule.MOST_STEPS + ": " + steps);
            }
            this.stepLimit = steps;
            return this;
        }

        /** Whether to keep what happens in words, for {@link #trace}; false by default, since it takes time. */
        public Builder inWords(boolean inWords) {
            this.inWords = inWords;
            return this;
        }

        /** Receives the failures that nobody else would see; logs them by default. */
        public Builder failureHandler(FailureHandler handler) {
            this.failureHandler = Objects.requireNonNull(handler, "handler");
            return this;
        }

        /** For whole programs, whose failures are told with what led to them. */
        Builder unseenFailures(UnseenFailures unseen) {
            this.unseen = unseen;
            return failureHandler(unseen);
        }

        /** For whole programs, which must not stand still. */
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
