package dev.secretariat.examples.forks;

import dev.secretariat.Scheduler;
import java.util.concurrent.ForkJoinPool;

/**
 * One computation, written in three ways. Each call does all of it again.
 *
 * @param <R> what comes of it: compared by {@code equals}, or as an array
 */
public interface ThreeWays<R> {
    /** On the caller's thread. */
    R sequential();

    /** On a pool of java.util.concurrent. */
    R forkJoin(ForkJoinPool pool);

    /**
     * On any scheduler.
     *
     * @throws InterruptedException if the calling thread is interrupted
     */
    R secretariat(Scheduler scheduler) throws InterruptedException;
}
