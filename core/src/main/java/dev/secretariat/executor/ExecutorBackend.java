package dev.secretariat.executor;

import dev.secretariat.Awaitable;
import dev.secretariat.Deadline;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The scheduler behind an executor view, and behind futures of its tasks. One object for each scheduler. */
public interface ExecutorBackend {
    /**
     * Submits a task.
     *
     * @param begin when its first step may come; null for at once
     */
    <T extends @Nullable Object> TaskHandle<T> start(Task<T> task, @Nullable Deadline begin);

    /** Returns a deadline on the scheduler's clock. */
    Deadline deadline(Duration delay);

    /** Returns the reading of the scheduler's clock. */
    long nanos();

    /** Returns the reading of the scheduler's clock at which a deadline of the scheduler comes. */
    long nanos(Deadline deadline);

    // ---- Waiting ----

    /** Returns whether the calling thread is in a step of the scheduler, or in what follows from one. */
    boolean isWorking();

    /**
     * Blocks the calling thread until a condition may hold, or drives meanwhile; inside a step it only blocks.
     *
     * @param end a deadline of the scheduler
     * @return false if the time ran out
     */
    boolean block(Awaitable awaitable, Deadline end) throws InterruptedException;

    // ---- Ending ----

    /** Returns whether submissions of other threads are refused. */
    boolean isShutdown();

    /** Returns whether no work of a view begins any more. */
    boolean isStopped();

    /** Holds once the scheduler begins to close. */
    Awaitable closing();

    /** Holds once it has terminated. */
    Awaitable termination();

    boolean isTerminated();

    /** Begins to close, and does not wait. */
    void shutdown();

    /** Refuses all submissions from now on, and begins no work of a view; {@link #shutdownNow} follows. */
    void stop();

    /** Cancels all tasks. */
    void shutdownNow();

    /**
     * Calls an action for each task that has not ended; some that come or go meanwhile may be missed. The newest of
     * each worker come first.
     */
    void forEachTask(Consumer<? super Task<?>> action);

    // ---- Reports ----

    /**
     * Has a failure reported as unseen, unless it is read within the time that rule T6 gives.
     *
     * @param worker in whose step it happened
     * @param failed what has failed
     */
    void watch(Worker worker, Unread failed);
}
