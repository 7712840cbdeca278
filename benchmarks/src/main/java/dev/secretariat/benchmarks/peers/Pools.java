package dev.secretariat.benchmarks.peers;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;

/** Makes and stops pools of the JDK. */
final class Pools {
    private Pools() {}

    static ForkJoinPool forkJoin(int workers, boolean async) {
        return new ForkJoinPool(workers, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, async);
    }

    /** Stops a pool, without waiting: when a contestant is closed, all that was measured has ended. */
    static void stop(ExecutorService pool) {
        pool.shutdownNow();
    }
}
