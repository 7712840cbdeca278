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
     * A contestant with that many workers; where their number is a property of the JVM, that is left alone.
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
     * Timers.
     *
     * @throws IllegalArgumentException if the peer is not measured by its timers
     */
    public static Alarms openAlarms(Peer peer, int workers) {
        return switch (peer) {
            case SECRETARIAT -> new SecretariatAlarms(scheduler(workers));
            case STPE -> new ExecutorAlarms(workers, false);
            case STPE_PURGE -> new ExecutorAlarms(workers, true);
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

    /** Reactor binds a Worker to one thread: for commands that follow each other, a wake-up less. */
    private static Contestant reactor(int workers) {
        Scheduler pool = Schedulers.newParallel("reactor", workers);
        return new ExecutorContestant(pool::schedule, () -> pool.createWorker()::schedule, pool::dispose);
    }
}
