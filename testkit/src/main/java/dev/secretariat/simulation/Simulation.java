package dev.secretariat.simulation;

import dev.secretariat.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A program to be run many times, each time in another order: by seed, exhaustively, or as it once was.
 *
 * <pre>{@code
 * Simulation.of(simulation -> {
 *             Account account = new Account(100);
 *             simulation.submit(new Withdrawal(account, 30));
 *             simulation.submit(new Withdrawal(account, 30));
 *             simulation.run();
 *             assertEquals(40, account.balance());
 *         })
 *         .check(1000); // throws, with the seed, the smallest schedule that fails, and what happened in it
 * }</pre>
 *
 * <p>The program makes all it needs anew each time, and must not look at a clock, a random number or a thread
 * that is not the simulation's. When it returns, the simulation is closed and what is left runs to its end. A run
 * fails by what the program throws; by a task that has failed without anybody's looking at it; by a deadlock; by
 * too many steps; by a step that blocks; and by calls from other threads.
 *
 * <p>Immutable; not to be used by several threads at once unless the program can.
 */
public final class Simulation {
    /** What is run. */
    @FunctionalInterface
    public interface Program {
        /**
         * Submits tasks, drives the simulation, and looks at what has come of it.
         *
         * @param simulation new, and closed by the caller
         * @throws Throwable to say that something is wrong
         */
        void run(SimulationScheduler simulation) throws Throwable;
    }

    private final Program program;
    private final int workers;
    private final Policy policy;
    private final Faults faults;
    private final long stepLimit;
    private final Supervision supervision;
    private final Execution execution;

    /** The policy, when it has learned what it has to; always the same, whoever asks first. */
    private volatile @Nullable Policy learned;

    private Simulation(
            Program program, int workers, Policy policy, Faults faults, long stepLimit, Supervision supervision) {
        this.program = program;
        this.workers = workers;
        this.policy = policy;
        this.faults = faults;
        this.stepLimit = stepLimit;
        this.supervision = supervision;
        this.execution = new Execution(program::run, workers, faults, stepLimit);
    }

    /** Makes a program to be run on one worker, with random choices, no faults, and a hundred thousand steps at most. */
    public static Simulation of(Program program) {
        Objects.requireNonNull(program, "program");
        return new Simulation(program, 1, Policy.random(), Faults.none(), 100_000, Supervision.standard());
    }

    /**
     * Returns a simulation of the same program on that number of workers.
     *
     * @param workers how many simulated workers there are; at least 1
     */
    public Simulation workers(int workers) {
        if (workers < 1) throw new IllegalArgumentException("workers is not positive: " + workers);
        return new Simulation(program, workers, policy, faults, stepLimit, supervision);
    }

    /**
     * Returns a simulation of the same program with other choices.
     *
     * @param policy how to choose who runs next
     */
    public Simulation policy(Policy policy) {
        return new Simulation(
                program, workers, Objects.requireNonNull(policy, "policy"), faults, stepLimit, supervision);
    }

    /**
     * Returns a simulation of the same program with other faults.
     *
     * @param faults what goes wrong besides; they take the place of those set before
     */
    public Simulation faults(Faults faults) {
        return new Simulation(
                program, workers, policy, Objects.requireNonNull(faults, "faults"), stepLimit, supervision);
    }

    /**
     * Returns a simulation of the same program with another limit of steps.
     *
     * @param steps how many steps of all its tasks together a run may have before it is given up as a livelock; at
     *     least 1
     */
    public Simulation stepLimit(long steps) {
        SimulationScheduler.builder().stepLimit(steps); // checks it
        return new Simulation(program, workers, policy, faults, steps, supervision);
    }

    /**
     * Returns a simulation of the same program with another patience, which is a minute by default. After a sixth of it
     * the console tells who stands where; at its end the thread that drives is interrupted, and the run fails by a
     * {@link StuckError}. A step that no interrupt ends goes on, and is told of again and again.
     *
     * @param patience how long a step, or the program between two steps, may take in real time; at least a second
     */
    public Simulation patience(Duration patience) {
        if (Objects.requireNonNull(patience, "patience").compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("patience is shorter than a second: " + patience);
        }
        return supervision(supervision.patience(patience));
    }

    Simulation supervision(Supervision other) {
        return new Simulation(program, workers, policy, faults, stepLimit, other);
    }

    // ---- Running ----

    /**
     * Runs the program once.
     *
     * @param seed for the choices, the faults and the workers' random numbers
     */
    public Run run(long seed) {
        return execute(seed, learnedPolicy(), false);
    }

    private Policy learnedPolicy() {
        Policy known = learned;
        if (known != null) return known;
        known = policy instanceof LearnedPriorities priorities
                ? priorities.learn((choices, seed) -> execute(seed, choices, false))
                : policy;
        learned = known;
        return known;
    }

    /**
     * Runs the program as it once was, and keeps what happens in words. Where the program does something else,
     * the run fails by a {@link DivergedError}.
     *
     * @param schedule of that run
     */
    public Run replay(Schedule schedule) {
        Objects.requireNonNull(schedule, "schedule");
        return replay(schedule, supervision);
    }

    private Run replay(Schedule schedule, Supervision watched) {
        Run run = execution.run(schedule.seed(), Policy.replay(schedule), true, watched, new Circumstances());
        if (run.hasFailed() || run.schedule().steps() == schedule.steps()) return run;
        return run.failingBy(new DivergedError("the schedule has " + schedule.steps()
                + " steps, but the program has ended after " + run.schedule().steps()));
    }

    /**
     * Runs the program with seeds from 0 on, and throws at the first that fails.
     *
     * @param seeds how many seeds are run at most
     * @throws SimulationFailure if one fails
     */
    public void check(int seeds) {
        check(0, seeds, text -> {});
    }

    /**
     * Runs the program with many seeds, and throws at the first that fails.
     *
     * @param firstSeed where to begin
     * @param seeds how many seeds are run at most, the first one counted
     * @param progress told in words every few seconds how far it is
     * @throws SimulationFailure if one fails
     * @throws CancellationException if the calling thread is interrupted; its interrupt status is kept
     */
    public void check(long firstSeed, int seeds, Consumer<String> progress) {
        Objects.requireNonNull(progress, "progress");
        if (seeds < 1) throw new IllegalArgumentException("seeds is not positive: " + seeds);
        Progress told = new Progress(seeds, progress, Ticker.system());
        for (int i = 0; i < seeds; i++) {
            Run run = run(firstSeed + i);
            if (run.hasFailed()) throw failure(run);
            stopIfInterrupted(run);
            told.done(i + 1);
        }
    }

    /**
     * Runs the program in every order of its tasks' steps, with a bounded number of preemptions (switches away from a
     * task that could go on), until one fails.
     *
     * <p>An order is all that is tried. Where something else decides what a run does, it is so in one way only, and
     * {@link Exploration#omissions} tells of it: {@link dev.secretariat.Worker#random} and faults are those of seed
     * 0, time passes when nothing is ready, workers are taken to be alike, and a task that yields a thousand times
     * in a row polls, so that it is passed over instead. The program's own code, between two calls by which it drives the
     * simulation, happens at once, and nothing is woken for no reason.
     *
     * @param preemptions how many preemptions one run may have; {@link Integer#MAX_VALUE} for every order there is
     * @param maxSchedules after how many runs to give up
     * @throws CancellationException if the calling thread is interrupted; its interrupt status is kept
     */
    public Exploration explore(int preemptions, long maxSchedules) {
        if (preemptions < 0) throw new IllegalArgumentException("preemptions is negative: " + preemptions);
        if (maxSchedules < 1) throw new IllegalArgumentException("maxSchedules is not positive: " + maxSchedules);
        DepthFirst search = new DepthFirst(preemptions);
        Circumstances circumstances = new Circumstances();
        for (long schedules = 1; ; schedules++) {
            Run run = execution.run(0, seed -> search, false, supervision, circumstances);
            if (!run.hasFailed() && search.isCutShort()) {
                run = run.failingBy(new NondeterminismError(
                        "a run has ended after " + run.schedule().steps()
                                + " steps, although it began with the same steps as one that went on"));
            }
            if (run.hasFailed()) return new Exploration(preemptions, schedules, List.of(), Optional.of(run));
            stopIfInterrupted(run);
            boolean hasMore = search.advance();
            if (hasMore && schedules < maxSchedules) continue;
            List<Omission> omissions = circumstances.omissions(search.polling(), !faults.isNone(), hasMore);
            return new Exploration(preemptions, schedules, omissions, Optional.empty());
        }
    }

    /**
     * Finds a run with fewer tasks and fewer switches that fails in the same way: by the same exception, with the
     * same message and causes, from the same line of the program. Its trace is in words. A task is left out only
     * where it is not the lack of it that fails; see {@link Schedule#leftOut}.
     *
     * @param failing a failed run of this program
     * @throws IllegalArgumentException if that has not failed
     */
    public Run shrink(Run failing) {
        Objects.requireNonNull(failing, "failing");
        if (!failing.hasFailed()) throw new IllegalArgumentException("this run has not failed: " + failing.schedule());
        return shrink(failing, Symptom.of(failing));
    }

    private Run shrink(Run failing, Symptom symptom) {
        long seed = failing.schedule().seed();
        Supervision spare = supervision.spare();
        Run small = Shrinker.shrink(
                failing, symptom, choices -> execution.run(seed, choices, false, spare, new Circumstances()));
        return replay(small.schedule());
    }

    /**
     * Returns what is to be told of a failed run: repeats it, shrinks it, and puts both in words.
     *
     * @param failed a failed run of this program
     * @throws NondeterminismError if it is another one when it is repeated
     * @throws DivergedError if it has failed by that: then the program is not the one that the schedule is of
     */
    public SimulationFailure failure(Run failed) {
        Objects.requireNonNull(failed, "failed");
        if (failed.failure().orElse(null) instanceof DivergedError diverged) throw diverged;
        if (failed.isStuck() || failed.isInterrupted()) {
            SimulationFailure stuck = failureOfInterrupted(failed);
            if (stuck != null) return stuck;
        }
        Run again = replay(failed.schedule());
        Symptom symptom = Symptom.of(failed);
        if (again.traceHash() != failed.traceHash()
                || !again.hasFailed()
                || !Symptom.of(again).hasTypesOf(symptom)) {
            NondeterminismError error = Comparison.differ(failed, again);
            failed.failure().ifPresent(error::addSuppressed);
            throw error;
        }
        return new SimulationFailure(again, shrink(again, symptom.commonWith(Symptom.of(again))));
    }

    /**
     * Tells of a run that was interrupted, by the watch or from elsewhere: a test's time-out. It is repeated once, not for
     * long, to see where it stands and what has led there. It is not made small, since each attempt may stand still.
     *
     * @return null if the program interrupts itself
     * @throws CancellationException if the interrupt was meant for the sweep; the interrupt status is kept
     */
    private @Nullable SimulationFailure failureOfInterrupted(Run failed) {
        Run again = replay(failed.schedule(), supervision.brief());
        if (failed.isStuck()) return new SimulationFailure(again.isStuck() ? again.failingAs(failed) : failed);
        if (again.isStuck()) {
            Thread.currentThread().interrupt(); // whoever has sent it is still to see it
            return new SimulationFailure(again);
        }
        if (Symptom.of(failed).isShownBy(again)) return null;
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted; no run has failed so far");
    }

    /**
     * Runs a seed twice, and throws if the runs differ: then the program depends on something that the seed does not
     * decide. What is compared is the order of the steps, their times and workers, and the states that they left their
     * tasks in; values are not compared.
     *
     * @param seed for the choices, the faults and the workers' random numbers
     * @throws NondeterminismError if they do; shows the first step that differs
     */
    public void checkDeterminism(long seed) {
        Run one = execute(seed, learnedPolicy(), true);
        Run other = execute(seed, learnedPolicy(), true);
        if (one.traceHash() != other.traceHash() || !one.schedule().equals(other.schedule())) {
            throw Comparison.differ(one, other);
        }
    }

    /**
     * Ends a sweep that is interrupted, by a test's time-out perhaps, unless the program interrupts its own thread: then
     * it does so again.
     */
    private void stopIfInterrupted(Run run) {
        if (!Thread.interrupted()) return;
        replay(run.schedule());
        if (Thread.interrupted()) return;
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted; no run has failed so far");
    }

    private Run execute(long seed, Policy choices, boolean inWords) {
        return execution.run(seed, choices, inWords, supervision, new Circumstances());
    }
}
