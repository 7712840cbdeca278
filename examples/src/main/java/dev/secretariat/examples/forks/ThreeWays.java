package dev.secretariat.examples.forks;

import dev.secretariat.Scheduler;
import java.util.concurrent.ForkJoinPool;

/**
 * One computation, written in three ways. Each call does all of it again.
 *
 * @param <R> the type of the result, which is compared by {@code equals}, or as an array
 */
public interface ThreeWays<R> {
    /** Computes it on the calling thread. */
    R sequential();

    /** Computes it on a pool of java.util.concurrent. */
    R forkJoin(ForkJoinPool pool);

    /**
     * Computes it on any scheduler.
     *
     * @throws InterruptedException if the calling thread is interrupted
     */
    R secretariat(Scheduler scheduler) throws InterruptedException;
}
