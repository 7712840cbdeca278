package dev.secretariat;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Decides when each step of the tasks submitted to it runs, and on which worker.
 *
 * <p>Thread-safe: tasks may be submitted from any thread, from a step of this scheduler or of another
 * one. A submission happens-before the task's first step. Each submission ends exactly once: it
 * succeeds, fails or is cancelled.
 *
 * <p>Any task that does not block a thread runs on any scheduler, with the same set of possible
 * outcomes. Schedulers share no state; they meet through handles, wakers and deadlines.
 */
public interface Scheduler extends AutoCloseable {
    /**
     * Submits a task.
     *
     * @param task the task; to be submitted only once if its fields change
     * @return its handle
     * @throws RejectedExecutionException once closing has begun
     */
    <T extends @Nullable Object> TaskHandle<T> submit(Task<T> task);

    /**
     * Submits a task under a name.
     *
     * @param name what reports call the task
     * @param task the task; to be submitted only once if its fields change
     * @return its handle
     * @throws RejectedExecutionException once closing has begun
     */
    default <T extends @Nullable Object> TaskHandle<T> submit(String name, Task<T> task) {
        return submit(Submission.named(name), task);
    }

    /**
     * Submits a task, and says how: its name, and what a scheduler may know of it besides.
     *
     * @param submission what is said; where it says nothing, what {@link Task#with} has said holds
     * @param task the task; if its fields change, it is submitted only once
     * @return its handle
     * @throws RejectedExecutionException once closing has begun
     */
    <T extends @Nullable Object> TaskHandle<T> submit(Submission submission, Task<T> task);

    /**
     * Submits a task whose first step comes after a delay. A delayed task is accepted work: {@link
     * #close()} waits for it.
     *
     * @param task the task
     * @param delay how long to wait before the first step
     * @return its handle
     * @throws RejectedExecutionException once closing has begun
     */
    <T extends @Nullable Object> TaskHandle<T> schedule(Task<T> task, Duration delay);

    /**
     * Submits a task whose first step comes after a delay, and says how; see {@link #schedule(Task, Duration)} and {@link
     * #submit(Submission, Task)}.
     *
     * @param submission what is said
     * @param task the task
     * @param delay how long to wait before the first step
     * @return its handle
     * @throws RejectedExecutionException once closing has begun
     */
    <T extends @Nullable Object> TaskHandle<T> schedule(Submission submission, Task<T> task, Duration delay);

    /**
     * Submits a task under a name, whose first step comes after a delay; see {@link #schedule(Task, Duration)}.
     *
     * @param name what reports call the task
     * @param task the task
     * @param delay how long to wait before the first step
     * @return its handle
     * @throws RejectedExecutionException once closing has begun
     */
    default <T extends @Nullable Object> TaskHandle<T> schedule(String name, Task<T> task, Duration delay) {
        return schedule(Submission.named(name), task, delay);
    }

    /**
     * Makes a deadline on this scheduler's clock, for tasks of any scheduler.
     *
     * @param delay how far from now
     */
    Deadline deadline(Duration delay);

    /** Returns this scheduler's clock. */
    Ticker ticker();

    /**
     * Stops accepting submissions and waits until all accepted tasks have ended, delayed ones too.
     * {@link Worker#submit} stays open to tasks that have not ended.
     *
     * <p>Blocks; where the scheduler has no thread of its own, the caller drives it. Inside a step of
     * this scheduler it begins the shutdown and returns at once. If the thread is interrupted, all
     * tasks are cancelled as by {@link #shutdownNow()}, the wait goes on, and the interrupt status is restored
     * at its end. After ten seconds a warning says once which tasks are waited for and what they wait
     * for. Idempotent.
     */
    @Override
    void close();

    /**
     * Closes this scheduler as {@link #close()} does, but waits for a limited time only.
     *
     * @param timeout how long to wait, on this scheduler's clock
     * @throws CloseTimeoutException if tasks were left at the end of the time; they have then been
     *     asked to cancel
     */
    void close(Duration timeout) throws CloseTimeoutException;

    /**
     * Stops accepting submissions, and returns; {@link Worker#submit} stays open to tasks that have not ended. A {@link
     * #close()} afterwards waits. Idempotent.
     */
    void shutdown();

    /**
     * Stops accepting submissions, from workers as well, and asks all tasks to cancel. Does not wait; a
     * {@link #close()} afterwards does.
     */
    void shutdownNow();

    /** Returns whether closing has begun. */
    boolean isClosing();

    /** Returns a condition that holds once {@link #isClosing()} does; server loops await it. */
    Awaitable closing();

    /** Returns whether closing has begun and all tasks have ended. */
    boolean isTerminated();

    /**
     * Returns the bound on unfairness ("bounded bypass"): from the moment a task is ready until its next step begins, no
     * other task begins more steps than this on the same worker. Empty if this scheduler promises no bound.
     */
    OptionalLong fairnessBound();

    /**
     * Returns this scheduler as an executor, for code written against java.util.concurrent. The view has no
     * life of its own: its {@code shutdown()} begins the closing of this scheduler.
     *
     * <p>Its futures' {@code get()} behaves as {@link TaskHandle#join()}. {@code cancel(true)} completes
     * the future at once, and interrupts the thread only while it runs the callable.
     */
    ScheduledExecutorService asExecutorService();

    /**
     * Returns, in words, how many tasks have not ended, and of each, up to a limit, whether it is in a step or what it waits for, which task holds that, and the
     * line at which a fiber's body stands; at the end, the names of tasks that wait for each other in a circle, if there are some. For reports; from any thread: a
     * snapshot, in which some that come or go meanwhile may be missed.
     */
    String dump();
}
