package dev.secretariat.parallel;

import dev.secretariat.FailureHandler;
import dev.secretariat.ManualTicker;
import dev.secretariat.Ticker;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A parallel scheduler without threads: the actors of a test are its workers, each with the worker's own
 * loop, which parks and unparks them. Whoever waits for the end does not wait for ever.
 */
final class HandCrew {
    private static final Ticker TICKER = new ManualTicker();
    private static final FailureHandler SILENT = (task, failure) -> {};
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final Constructor<ParallelScheduler> SCHEDULER;
    private static final Field CREW;

    static {
        try {
            SCHEDULER = ParallelScheduler.class.getDeclaredConstructor(ParallelScheduler.Builder.class);
            SCHEDULER.setAccessible(true);
            CREW = ParallelScheduler.class.getDeclaredField("crew");
            CREW.setAccessible(true);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final ParallelScheduler scheduler;
    private final Crew crew;
    private final ExecutorService view;
    private volatile boolean stuck;

    HandCrew(int workers) {
        try {
            scheduler = SCHEDULER.newInstance(ParallelScheduler.builder()
                    .workers(workers)
                    .idle(ParallelScheduler.Idle.PARK)
                    .ticker(TICKER)
                    .failureHandler(SILENT));
            crew = (Crew) CREW.get(scheduler);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
        view = scheduler.asExecutorService();
    }

    /** A worker's whole life, on the calling thread. */
    void work(int worker) {
        crew.worker(worker).run();
    }

    /** Begins to close, without waiting. */
    void close() {
        view.shutdown();
    }

    /** Waits until the scheduler has terminated; if it does not, lets the workers go. */
    void awaitEnd() {
        long begin = System.nanoTime();
        while (!scheduler.isTerminated()) {
            if (System.nanoTime() - begin > PATIENCE_NANOS) {
                stuck = true;
                crew.dismiss();
                return;
            }
            Thread.yield();
        }
    }

    /** Whether a worker slept beside work, or the end was never told. */
    boolean isStuck() {
        return stuck || !scheduler.isTerminated();
    }
}
