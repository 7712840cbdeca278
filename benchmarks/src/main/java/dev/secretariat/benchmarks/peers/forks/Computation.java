package dev.secretariat.benchmarks.peers.forks;

import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.benchmarks.peers.Peer;
import dev.secretariat.parallel.ParallelScheduler;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;

/**
 * A kernel of one size on one peer. The caller's thread hands it in and waits for its end; all forking is
 * done on the workers, of which each pool has the same number.
 *
 * <p>Parallel streams and {@code Arrays.parallelSort} run in a pool of their own too: they take the pool of
 * the thread that calls them.
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

    /** A computation whose peer, should it not take part in this kernel, is refused by {@link #run}. */
    public static Computation open(Kernel kernel, int size, Peer peer, int workers) {
        Problem problem = kernel.problem(size);
        return switch (peer) {
            case SECRETARIAT ->
                onScheduler(
                        problem, ParallelScheduler.builder().workers(workers).start());
            case SEQUENTIAL -> new Computation(problem, () -> problem.solve(peer), () -> {});
            default -> inPool(problem, peer, new ForkJoinPool(workers));
        };
    }

    private static Computation onScheduler(Problem problem, Scheduler scheduler) {
        Task<Void> task = worker -> {
            problem.solve(worker);
            return Step.done();
        };
        return new Computation(problem, () -> scheduler.submit(task).join(), scheduler::close);
    }

    private static Computation inPool(Problem problem, Peer peer, ForkJoinPool pool) {
        Runnable work = () -> problem.solve(peer);
        return new Computation(problem, () -> pool.invoke(ForkJoinTask.adapt(work)), pool::shutdownNow);
    }

    /** Before each run. */
    public void prepare() {
        problem.prepare();
    }

    /** What is measured. */
    public void run() throws InterruptedException {
        run.run();
    }

    /**
     * After each run.
     *
     * @throws WrongAnswerException if its result is wrong
     */
    public void check() {
        problem.check();
    }

    @Override
    public void close() {
        close.run();
    }
}
