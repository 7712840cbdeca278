package dev.secretariat;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Who runs a step: a secretary. Given to each {@link Task#step}, {@link Task#onCancel} and fork body.
 *
 * <p>A worker is valid only in the call that received it, on that thread. Each method but {@link
 * #scheduler()} and {@link #ticker()} checks that it is running a step or fork on the calling thread, and otherwise
 * throws an IllegalStateException; the exception is not repeated below. A worker that was kept from an earlier step is the
 * same object: in a later step that it runs, it is that step's worker. No method blocks but {@code join}, while another
 * worker runs the fork.
 */
public interface Worker {
    /** Returns the scheduler that this worker works for. May be called at any time, on any thread. */
    Scheduler scheduler();

    /** Returns the scheduler's clock. May be called at any time, on any thread. */
    Ticker ticker();

    /** Returns which of the scheduler's workers this is, from zero. */
    int index();

    /** Returns a handle of the task whose step is running; in a fork body, of the task that forked. */
    TaskHandle<?> task();

    /** Returns whether the task whose step is running has been asked to cancel. */
    boolean isCancelled();

    /**
     * Submits a task to this worker's scheduler. As long as the submitting task has not ended, this is
     * accepted even while the scheduler is closing.
     *
     * @param task the task
     * @return its handle
     * @throws RejectedExecutionException after {@link Scheduler#shutdownNow()}
     */
    <T extends @Nullable Object> TaskHandle<T> submit(Task<T> task);

    /**
     * Submits a task under a name; see {@link #submit(Task)}.
     *
     * @param name what reports call the task
     * @param task the task
     * @return its handle
     * @throws RejectedExecutionException after {@link Scheduler#shutdownNow()}
     */
    default <T extends @Nullable Object> TaskHandle<T> submit(String name, Task<T> task) {
        return submit(Submission.named(name), task);
    }

    /**
     * Submits a task, and says how; see {@link #submit(Task)}.
     *
     * @param submission what is said; where it says nothing, what {@link Task#with} has said holds, then what the
     *     running task hands on to its children
     * @param task the task
     * @return its handle
     * @throws RejectedExecutionException after {@link Scheduler#shutdownNow()}
     */
    <T extends @Nullable Object> TaskHandle<T> submit(Submission submission, Task<T> task);

    /**
     * Sets a computation aside, to be run when it is {@linkplain #join(Fork) joined}, or meanwhile by an idle worker.
     *
     * @param body the computation
     * @return what to join
     */
    <T extends @Nullable Object> Fork<T> fork(ForkBody<T> body);

    /**
     * Sets a fork aside that keeps argument and result in its own fields; see {@link #fork(ForkBody)}. It may
     * be forked again after it has been joined.
     *
     * @param fork what to join
     */
    void fork(Fork<?> fork);

    /**
     * Sets a computation without a result aside; see {@link #fork(ForkBody)}.
     *
     * @param action the computation
     * @return what to join
     */
    Fork<Void> forkRun(ForkAction action);

    /**
     * Sets a computation from a number to a number aside; see {@link #fork(ForkBody)}.
     *
     * @param body the computation; if it captures nothing, nothing need be allocated
     * @param argument what it is given
     * @return what to join
     */
    LongFork fork(LongForkBody body, long argument);

    /**
     * Runs a fork if nobody has yet, or waits for it, and returns its result; see {@link #join(Fork)}.
     *
     * @param fork made by this worker, in this step or fork body
     * @throws IllegalStateException if it was not, or has been joined already
     * @throws Exception what the body has thrown
     */
    long join(LongFork fork) throws Exception;

    /**
     * Runs a fork if nobody has yet, or waits for it, and returns its result.
     *
     * @param fork made by this worker, in this step or fork body
     * @throws IllegalStateException if it was not, or has been joined already
     * @throws Exception what the body has thrown, as it is, also where another worker ran it
     */
    <T extends @Nullable Object> T join(Fork<? extends T> fork) throws Exception;

    /**
     * Returns whether another worker is idle and would run a fork that was made now, so that it pays to split
     * work. A hint; always false on a scheduler whose forks run on their own worker.
     */
    boolean isHelpAvailable();

    /**
     * Returns whether it is worth it to fork now: whether few of the running computation's forks wait for others to take
     * them, or another worker has found none. Computations ask before each fork, and call what they would have forked
     * if the answer is no:
     *
     * <pre>{@code
     * if (!worker.isForkWorthwhile()) return fib(worker, n - 1) + fib(worker, n - 2);
     * }</pre>
     *
     * <p>So those with far more forks than workers fork near their root, and again wherever work has run short, and are
     * plain recursions everywhere else. A hint, at the price of two compares, and for that price without the check that it is
     * asked in a step, on its thread; always false on a scheduler whose forks run on their own worker.
     */
    boolean isForkWorthwhile();

    /**
     * Makes a deadline on the scheduler's clock.
     *
     * @param delay how far from now
     */
    Deadline deadline(Duration delay);

    /**
     * Returns a source of random numbers for the running step, for jitter and the like: where the scheduler is a
     * simulation, they are the same at each replay.
     */
    RandomGenerator random();

    /**
     * Takes a breath in a long computation: offers pending forks to idle workers, where the scheduler has some.
     *
     * @throws CancellationException if the task has been asked to cancel
     */
    void checkpoint();
}
