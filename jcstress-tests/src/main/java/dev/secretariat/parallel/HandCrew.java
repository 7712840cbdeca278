package dev.secretariat.parallel;

import dev.secretariat.FailureHandler;
import dev.secretariat.ManualTicker;
import dev.secretariat.Outcome.Cancelled;
import dev.secretariat.Outcome.Succeeded;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Ticker;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A parallel scheduler without threads: the actors of a test are its workers, each with the worker's own
 * loop, which parks and unparks them. Whoever waits for the end does not wait for ever.
 */
final class HandCrew {
    private static final Ticker TICKER = new ManualTicker();
    private static final FailureHandler SILENT = (task, failure) -> {};
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final Constructor<ParallelScheduler> SCHEDULER;
    private static final Field CREW;
    private static final Field DETECTOR;
    private static final Field ARMED;

    static {
        try {
            SCHEDULER = ParallelScheduler.class.getDeclaredConstructor(ParallelScheduler.Builder.class);
            SCHEDULER.setAccessible(true);
            CREW = open(ParallelScheduler.class, "crew");
            DETECTOR = open(Crew.class, "detector");
            ARMED = open(StarvationDetector.class, "armed");
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static Field open(Class<?> type, String name) throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    final ParallelScheduler scheduler;
    private final Crew crew;
    private final ExecutorService view;

    /** Workers in their loops. */
    private final AtomicInteger inside = new AtomicInteger();

    private volatile boolean stuck;

    /** What a test looks at; its actor submits it. */
    private TaskHandle<?> handle;

    HandCrew(int workers) {
        try {
            scheduler = SCHEDULER.newInstance(ParallelScheduler.builder()
                    .workers(workers)
                    .idle(ParallelScheduler.Idle.PARK)
                    .ticker(TICKER)
                    .failureHandler(SILENT));
            crew = (Crew) CREW.get(scheduler);
            // It thinks that it is armed already, so no sample starts a thread for timers.
            ((AtomicBoolean) ARMED.get(DETECTOR.get(crew))).set(true);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
        view = scheduler.asExecutorService();
    }

    /** A worker's whole life, on the calling thread. */
    void work(int worker) {
        inside.getAndIncrement();
        crew.worker(worker).run();
        inside.getAndDecrement();
    }

    /** Submits the task that {@link #end} tells of; nothing if it is too late. */
    <T> void submit(Task<T> task) {
        try {
            handle = scheduler.submit(task);
        } catch (RejectedExecutionException e) {
            // end() tells
        }
    }

    /** Closes and waits for the end. */
    void close() {
        view.shutdown();
        awaitEnd();
    }

    /** Cancels all and waits for the end. */
    void shutdownNow() {
        scheduler.shutdownNow();
        awaitEnd();
    }

    /** Waits until the scheduler has terminated and the workers have left; lets them go if they do not. */
    private void awaitEnd() {
        long begin = System.nanoTime();
        while (!scheduler.isTerminated() || inside.get() > 0) {
            if (System.nanoTime() - begin > PATIENCE_NANOS) {
                stuck = true;
                crew.dismiss();
                return;
            }
            Thread.yield();
        }
    }

    /** Whether somebody has lost patience: a worker slept beside work, or the end was not told. */
    boolean isStuck() {
        return stuck;
    }

    /** What has become of the task that was submitted last, in a word; "stuck" as {@link #isStuck}. */
    String end() {
        if (stuck) return "stuck";
        if (handle == null) return "refused";
        if (!handle.isDone()) return "forgotten";
        if (handle.outcome() instanceof Succeeded) return "succeeded";
        return handle.outcome() instanceof Cancelled ? "cancelled" : "failed";
    }
}
