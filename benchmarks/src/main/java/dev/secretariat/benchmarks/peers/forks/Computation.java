package dev.secretariat.benchmarks.peers.forks;

import dev.secretariat.ForkAction;
import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.benchmarks.peers.Peer;
import dev.secretariat.parallel.ParallelScheduler;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;

/**
 * A kernel of one size on one peer. The calling thread submits it and waits for its end. All forking is
 * done on the workers, of which each pool has the same number.
 *
 * <p>Parallel streams and {@code Arrays.parallelSort} do not use the common pool: they run in the pool whose thread
 * calls them.
 */
public final class Computation implements AutoCloseable {
    private interface Run {
        void run() throws InterruptedException;
    }

    private final Problem problem;
    private final Run run;
    private final Runnable close;

    private Computation(Problem problem, Run run, Runnable close) {
        this.problem = problem;
        this.run = run;
        this.close = close;
    }

    /** Opens a computation. If the peer does not take part in this kernel, {@link #run} will refuse it. */
    public static Computation open(Kernel kernel, int size, Peer peer, int workers) {
        Problem problem = kernel.problem(size);
        return switch (peer) {
            case SECRETARIAT -> onScheduler(problem::solve, problem, workers);
            case SECRETARIAT_ASKING -> onScheduler(problem::solveAsking, problem, workers);
            case SEQUENTIAL -> new Computation(problem, () -> problem.solve(peer), () -> {});
            default -> inPool(problem, peer, new ForkJoinPool(workers));
        };
    }

    private static Computation onScheduler(ForkAction solve, Problem problem, int workers) {
        Scheduler scheduler = ParallelScheduler.builder().workers(workers).start();
        Task<Void> task = worker -> {
            solve.run(worker);
            return Step.done();
        };
        return new Computation(problem, () -> scheduler.submit(task).join(), scheduler::close);
    }

    private static Computation inPool(Problem problem, Peer peer, ForkJoinPool pool) {
        Runnable work = () -> problem.solve(peer);
        return new Computation(problem, () -> pool.invoke(ForkJoinTask.adapt(work)), pool::shutdownNow);
    }

    /** Prepares a run; to be called before each. */
    public void prepare() {
        problem.prepare();
    }

    /** Runs the computation; this is what is measured. */
    public void run() throws InterruptedException {
        run.run();
    }

    /**
     * Checks the answer of a run; to be called after each.
     *
     * @throws WrongAnswerException if the answer is wrong
     */
    public void check() {
        problem.check();
    }

    @Override
    public void close() {
        close.run();
    }
}
