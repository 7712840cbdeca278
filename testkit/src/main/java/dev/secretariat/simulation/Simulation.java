package dev.secretariat.simulation;

import dev.secretariat.Ticker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.LongFunction;
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
    private final Setting setting;
    private final Execution execution;
    private final Diagnosis diagnosis;

    /** The policy, when it has learned what it has to; always the same, whoever asks first. */
    private volatile @Nullable Policy learned;

    private Simulation(Program program, Setting setting) {
        this.program = program;
        this.setting = setting;
        this.execution = new Execution(program::run, setting);
        this.diagnosis = new Diagnosis(execution, setting);
    }

    /** Makes a program to be run on one worker, with random choices, no faults, and a hundred thousand steps at most. */
    public static Simulation of(Program program) {
        Objects.requireNonNull(program, "program");
        return new Simulation(program, Setting.STANDARD);
    }

    /**
     * Returns a simulation of the same program on that number of workers.
     *
     * @param workers how many simulated workers there are; at least 1
     */
    public Simulation workers(int workers) {
        if (workers < 1) throw new IllegalArgumentException("workers is not positive: " + workers);
        return new Simulation(program, setting.workers(workers));
    }

    /**
     * Returns a simulation of the same program with other choices.
     *
     * @param policy how to choose who runs next
     */
    public Simulation policy(Policy policy) {
        return new Simulation(program, setting.policy(Objects.requireNonNull(policy, "policy")));
    }

    /**
     * Returns a simulation of the same program with other faults.
     *
     * @param faults what goes wrong besides; they take the place of those set before
     */
    public Simulation faults(Faults faults) {
        return new Simulation(program, setting.faults(Objects.requireNonNull(faults, "faults")));
    }

    /**
     * Returns a simulation of the same program with another limit of steps.
     *
     * @param steps how many steps of all its tasks together a run may have before it is given up as a livelock; at
     *     least 1
     */
    public Simulation stepLimit(long steps) {
        SimulationScheduler.builder().stepLimit(steps); // checks it
        return new Simulation(program, setting.stepLimit(steps));
    }

    /**
     * Returns a simulation of the same program in which time may pass at any time: to the next deadline, although tasks are ready, as on a busy machine. So a time-out may come before the
     * answer that was on its way. It is a choice of the policy, kept in schedules, and all such choices are tried by {@link #explore} and {@link #explorePartialOrders}.
     */
    public Simulation anyTime() {
        return new Simulation(program, setting.anyTime(true));
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
        return supervision(setting.supervision().patience(patience));
    }

    /**
     * Returns a simulation of the same program whose sweeps run the schedules in a file first, and add to it those that fail, made small. So what has once failed is looked at again at the
     * beginning of each sweep. A schedule that no longer fits the program is left out, and told of as progress is.
     *
     * @param file of lines as {@code 17:1x2,2,1 # what has failed}; made when it is needed
     */
    public Simulation corpus(Path file) {
        return new Simulation(program, setting.corpus(new Corpus(file)));
    }

    Simulation supervision(Supervision other) {
        return new Simulation(program, setting.supervision(other));
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
        known = setting.policy() instanceof LearningPolicy learning
                ? learning.taughtBy(Lessons.of(this::teach))
                : setting.policy();
        learned = known;
        return known;
    }

    private void teach(LongFunction<Chooser> choices, long seed) {
        Run run = execute(seed, choices::apply, false);
        SimulationFailure stuck = diagnosis.failureIfInterrupted(run);
        if (stuck != null) throw stuck; // as all others would
    }

    /**
     * Runs the program as it once was, and keeps what happens in words. Where the program does something else,
     * the run fails by a {@link DivergedError}.
     *
     * @param schedule of that run
     */
    public Run replay(Schedule schedule) {
        Objects.requireNonNull(schedule, "schedule");
        return diagnosis.replay(schedule);
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
        Progress told = progress(seeds, progress);
        diagnosis.checkCorpus(progress);
        for (int i = 0; i < seeds; i++) {
            Run run = run(firstSeed + i);
            if (run.hasFailed()) throw diagnosis.keep(failure(run));
            diagnosis.stopIfInterrupted(run);
            told.done(i + 1);
        }
    }

    /**
     * As {@link #check(long, int, Consumer)}, on several threads, with the same result: of the seeds that fail, the first is told. The program is run by all of these threads
     * at once, each time with a simulation of its own, so it must share nothing among runs.
     *
     * @param firstSeed where to begin
     * @param seeds how many seeds are run at most, the first one counted
     * @param threads how many threads run them; at least 1
     * @param progress told in words every few seconds how far it is; by the calling thread
     * @throws SimulationFailure if one fails
     * @throws CancellationException if the calling thread is interrupted; its interrupt status is kept
     */
    public void check(long firstSeed, long seeds, int threads, Consumer<String> progress) {
        if (threads < 1) throw new IllegalArgumentException("threads is not positive: " + threads);
        Progress told = progress(seeds, progress);
        diagnosis.checkCorpus(progress);
        Policy choices = learnedPolicy();
        List<Sweep.Failures> failed =
                Sweep.run(seeds, threads, i -> execute(firstSeed + i, choices, false), told, true);
        if (!failed.isEmpty()) throw diagnosis.keep(failure(failed.get(0).run()));
    }

    /**
     * Runs the program with many seeds, on several threads, and tells of all failures, each kind once. The program is run by all of these threads at once, so it must share
     * nothing among runs.
     *
     * @param firstSeed where to begin
     * @param seeds how many seeds are run
     * @param threads how many threads run them; at least 1
     * @param progress told in words every few seconds how far it is; by the calling thread
     * @throws CancellationException if the calling thread is interrupted; its interrupt status is kept
     */
    public Survey survey(long firstSeed, long seeds, int threads, Consumer<String> progress) {
        if (threads < 1) throw new IllegalArgumentException("threads is not positive: " + threads);
        Progress told = progress(seeds, progress);
        Policy choices = learnedPolicy();
        List<Sweep.Failures> failed =
                Sweep.run(seeds, threads, i -> execute(firstSeed + i, choices, false), told, false);
        List<Survey.Finding> findings = new ArrayList<>();
        for (Sweep.Failures alike : failed)
            findings.add(new Survey.Finding(diagnosis.keep(failure(alike.run())), alike.count()));
        return new Survey(seeds, findings);
    }

    /**
     * Runs the program with many seeds, and tells how much they come to that differs.
     *
     * @param firstSeed where to begin
     * @param seeds how many seeds are run
     * @throws SimulationFailure if one fails
     * @throws CancellationException if the calling thread is interrupted; its interrupt status is kept
     */
    public Coverage cover(long firstSeed, long seeds) {
        if (seeds < 1) throw new IllegalArgumentException("seeds is not positive: " + seeds);
        Policy choices = learnedPolicy();
        OrderHash seen = new OrderHash(ready -> 0);
        for (long i = 0; i < seeds; i++) {
            Run run = execute(firstSeed + i, seed -> seen.with(choices.begin(seed)), false);
            seen.endRun();
            if (run.hasFailed()) throw failure(run);
            diagnosis.stopIfInterrupted(run);
        }
        return seen.coverage();
    }

    private static Progress progress(long seeds, Consumer<String> progress) {
        Objects.requireNonNull(progress, "progress");
        if (seeds < 1) throw new IllegalArgumentException("seeds is not positive: " + seeds);
        return new Progress(seeds, progress, Ticker.system());
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
        return explore(Bound.preemptions(preemptions), maxSchedules);
    }

    /**
     * As {@link #explore(int, long)}, within another bound.
     *
     * @param bound how far to go
     * @param maxSchedules after how many runs to give up
     * @throws CancellationException if the calling thread is interrupted; its interrupt status is kept
     */
    public Exploration explore(Bound bound, long maxSchedules) {
        Objects.requireNonNull(bound, "bound");
        checkPositive(maxSchedules);
        return exploring().orders(bound, maxSchedules);
    }

    /**
     * Runs the program in every order of its tasks' steps, but only in one of those that differ in nothing but the order of steps which touch nothing in common, until
     * one fails. So a program that {@link #explore} takes a million runs for may need a hundred.
     *
     * <p><b>What it relies on:</b> all that tasks have in common is in {@link dev.secretariat.sync.Shared} variables, in primitives of this library (channels, locks,
     * promises, latches, scopes, ...), or is not changed. It does not see other fields, so it takes steps that meet only there for independent, and may miss what depends on
     * their order. What a step touches is seen as it runs; nothing is to be declared.
     *
     * <p>What else is left out is as with {@code explore}. A task that yields, again and again, and has only read, polls: it is passed over until somebody has written to what
     * it reads; and it is not tried to let it look in vain more than some eight times in a row.
     *
     * @param maxSchedules after how many runs to give up
     * @throws IllegalStateException if the simulation has faults, which follow the order in another way
     * @throws CancellationException if the calling thread is interrupted; its interrupt status is kept
     */
    public Exploration explorePartialOrders(long maxSchedules) {
        checkPositive(maxSchedules);
        if (!setting.faults().isNone()) {
            throw new IllegalStateException("faults strike by the number of a task, so that steps depend on all"
                    + " that came before: explore without faults, or check seeds with them");
        }
        return exploring().partialOrders(maxSchedules);
    }

    private Exploring exploring() {
        return new Exploring(execution, setting, diagnosis::stopIfInterrupted);
    }

    private static void checkPositive(long maxSchedules) {
        if (maxSchedules < 1) throw new IllegalArgumentException("maxSchedules is not positive: " + maxSchedules);
    }

    /**
     * Finds a run with fewer tasks and fewer switches that fails in the same way: by the same exception, with the
     * same message and causes, from the same line of the program. Its trace is in words. A task is left out only
     * where it is not the lack of it that fails; see {@link Schedule#leftOut}. The search ends after two million steps at most, and says so where that was too few.
     *
     * @param failing a failed run of this program
     * @throws IllegalArgumentException if that has not failed
     */
    public Run shrink(Run failing) {
        Objects.requireNonNull(failing, "failing");
        if (!failing.hasFailed()) throw new IllegalArgumentException("this run has not failed: " + failing.schedule());
        return diagnosis.shrink(failing, Symptom.of(failing)).run();
    }

    /**
     * Returns what is to be told of a failed run: repeats it, shrinks it, and puts both in words.
     *
     * @param failed a failed run of this program
     * @throws NondeterminismError if it is another one when it is repeated
     * @throws DivergedError if it has failed by that: then the program is not the one that the schedule is of
     */
    public SimulationFailure failure(Run failed) {
        return diagnosis.failure(Objects.requireNonNull(failed, "failed"));
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

    private Run execute(long seed, Policy choices, boolean inWords) {
        return execution.run(seed, choices, inWords, setting.supervision(), new Circumstances());
    }
}
