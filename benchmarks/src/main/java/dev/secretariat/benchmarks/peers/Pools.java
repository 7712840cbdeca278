package dev.secretariat.benchmarks.peers;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;

/** The JDK's pools, made and stopped. */
final class Pools {
    private Pools() {}

    static ForkJoinPool forkJoin(int workers, boolean async) {
        return new ForkJoinPool(workers, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, async);
    }

    /** A ForkJoinPool forgets what nobody joins, so this waits for no task that matters. */
    static void stop(ExecutorService pool) {
        pool.shutdownNow();
    }
}
