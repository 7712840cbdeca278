package dev.secretariat.benchmarks.peers;

import dev.secretariat.parallel.ParallelScheduler;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Opens the contestants by name. */
public final class Contestants {
    private Contestants() {}

    /**
     * Opens a contestant with that many workers. Where their number is a property of the JVM, it is taken from there.
     *
     * @throws IllegalArgumentException if the peer does not run tasks on several workers
     */
    public static Contestant open(Peer peer, int workers) {
        return switch (peer) {
            case SECRETARIAT -> new SecretariatContestant(scheduler(workers));
            case FJP -> forkJoin(workers, true);
            case FJP_LIFO -> forkJoin(workers, false);
            case FJP_FORK -> new ForkContestant(workers);
            case TPE -> threadPool(workers);
            case VIRTUAL -> new VirtualContestant();
            case KOTLIN -> new KotlinContestant();
            case CATS -> cats(workers);
            case REACTOR -> reactor(workers);
            default -> throw new IllegalArgumentException(peer.id() + " does not run tasks on several workers");
        };
    }

    static dev.secretariat.Scheduler scheduler(int workers) {
        return ParallelScheduler.builder().workers(workers).start();
    }

    private static Contestant forkJoin(int workers, boolean async) {
        ForkJoinPool pool = Pools.forkJoin(workers, async);
        return new ExecutorContestant(pool, () -> Pools.stop(pool));
    }

    /**
     * Opens a contestant whose timers are measured.
     *
     * @throws IllegalArgumentException if the peer is not measured by its timers
     */
    public static TimerContestant openTimers(Peer peer, int workers) {
        return switch (peer) {
            case SECRETARIAT -> new SecretariatTimers(scheduler(workers), false);
            case SECRETARIAT_WINDS -> new SecretariatTimers(scheduler(workers), true);
            case STPE -> new ExecutorTimers(workers, false);
            case STPE_PURGE -> new ExecutorTimers(workers, true);
            default -> throw new IllegalArgumentException(peer.id() + " is not measured by its timers");
        };
    }

    private static Contestant threadPool(int workers) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(workers, workers, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        return new ExecutorContestant(pool, () -> Pools.stop(pool));
    }

    private static Contestant cats(int workers) {
        CatsPool pool = new CatsPool(workers);
        return new ExecutorContestant(pool, pool::close);
    }

    /** Gives each sequence of commands a Worker, which Reactor binds to one thread: that saves wake-ups. */
    private static Contestant reactor(int workers) {
        Scheduler pool = Schedulers.newParallel("reactor", workers);
        return new ExecutorContestant(pool::schedule, () -> pool.createWorker()::schedule, pool::dispose);
    }
}
