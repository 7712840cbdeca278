package dev.secretariat.fiber;

import dev.secretariat.Awaitable;
import dev.secretariat.Deadline;
import dev.secretariat.Promise;
import dev.secretariat.Task;
import dev.secretariat.TaskFailedException;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What a body waits with: given to {@link FiberBody#run}. A wait holds no thread of the scheduler's, and ends a step of the
 * fiber's task, unless what is awaited is there already.
 *
 * <p>Each method may be called on the body's own thread alone, while the body runs, and not inside a fork; otherwise it throws an
 * IllegalStateException. So does a wait with forks that have not been joined.
 *
 * <p><b>Cancellation.</b> Once the task has been asked to cancel, each wait throws a {@link CancellationException}: the one that is
 * under way, and all that follow, however often the body catches it. So a body is not to go on, but to release what it holds;
 * where it has to wait for that, it does so in {@link #shielded}. The task ends cancelled when the body has ended, in whatever way; what it
 * throws instead of the exception that it was thrown goes to the scheduler's failure handler.
 */
public interface Fiber {
    /**
     * Waits until a task has ended.
     *
     * @param task whose end to wait for
     * @return its result
     * @throws TaskFailedException if it failed; the cause is what it threw
     * @throws CancellationException if it was cancelled, or this fiber has been asked to cancel; {@link #isCancelled} tells which
     */
    <T extends @Nullable Object> T await(TaskHandle<T> task);

    /**
     * Waits until a task has ended, but not for ever; see {@link #await(TaskHandle)}.
     *
     * @param task whose end to wait for
     * @param deadline until when
     * @return its result
     * @throws TimeoutException if the deadline has come first; the task goes on
     */
    <T extends @Nullable Object> T await(TaskHandle<T> task, Deadline deadline) throws TimeoutException;

    /**
     * Waits until a promise is complete.
     *
     * @param promise the promise
     * @return its value
     * @throws TaskFailedException if it was completed with a failure, which is the cause
     * @throws CancellationException if it was completed as cancelled, or this fiber has been asked to cancel
     */
    <T extends @Nullable Object> T await(Promise<T> promise);

    /**
     * Waits until a promise is complete, but not for ever; see {@link #await(Promise)}.
     *
     * @param promise the promise
     * @param deadline until when
     * @return its value
     * @throws TimeoutException if the deadline has come first
     */
    <T extends @Nullable Object> T await(Promise<T> promise, Deadline deadline) throws TimeoutException;

    /**
     * Waits until a stage, for instance a CompletableFuture, is complete.
     *
     * @param stage the stage
     * @return its value
     * @throws TaskFailedException if it failed, by what is the cause
     * @throws CancellationException if it was cancelled, or this fiber has been asked to cancel
     */
    <T extends @Nullable Object> T await(CompletionStage<T> stage);

    /**
     * Waits until a stage is complete, but not for ever; see {@link #await(CompletionStage)}.
     *
     * @param stage the stage
     * @param deadline until when
     * @return its value
     * @throws TimeoutException if the deadline has come first; the stage goes on
     */
    <T extends @Nullable Object> T await(CompletionStage<T> stage, Deadline deadline) throws TimeoutException;

    /**
     * Waits until a condition may hold. Of handles, promises and deadlines, it does hold then; of other awaitables a wake may be
     * spurious, so the caller looks again:
     *
     * <pre>{@code
     * while ((call = phone.poll()) == null) fiber.await(phone.readable());
     * }</pre>
     *
     * @param awaitable what to wait for
     * @throws CancellationException if this fiber has been asked to cancel
     */
    void await(Awaitable awaitable);

    /**
     * Waits until a condition may hold, but not for ever; see {@link #await(Awaitable)}.
     *
     * @param awaitable what to wait for
     * @param deadline until when
     * @throws TimeoutException if the deadline has come first
     * @throws CancellationException if this fiber has been asked to cancel
     */
    void await(Awaitable awaitable, Deadline deadline) throws TimeoutException;

    /**
     * Waits until one of several conditions may hold, and says which: the first of them, in the order given, that has woken this
     * fiber or held already. A wake that none of them has given does not end the wait. No outcome is looked at: a task that has
     * failed or was cancelled has come, too, and its handle tells how.
     *
     * @param awaitables what to wait for, at least one
     * @return the index of one, from zero
     * @throws CancellationException if this fiber has been asked to cancel
     */
    int awaitAny(Awaitable... awaitables);

    /**
     * Waits until one of several conditions may hold, and says which; see {@link #awaitAny(Awaitable...)}.
     *
     * @param awaitables what to wait for, at least one
     * @return the index of one in the collection's order, from zero
     */
    default int awaitAny(Collection<? extends Awaitable> awaitables) {
        Objects.requireNonNull(awaitables, "awaitables");
        return awaitAny(awaitables.toArray(new Awaitable[0]));
    }

    /**
     * Waits for a while, in the time of the scheduler.
     *
     * @param duration how long; zero or less makes it a {@link #yieldNow}
     * @throws CancellationException if this fiber has been asked to cancel
     */
    void sleep(Duration duration);

    /**
     * Lets others have their turn; the task stays ready. A body that finds all that it asks for never waits, so where it
     * may go on like that for long, it yields from time to time.
     *
     * @throws CancellationException if this fiber has been asked to cancel
     */
    void yieldNow();

    /**
     * Does something whose waits a request to cancel does not end, nor any other: what has begun is brought to its end, or what is
     * held is released. What it waits for has to come: nothing cuts it short.
     *
     * @param section the work
     * @return what it returns
     * @throws Exception what it throws
     */
    <T extends @Nullable Object> T shielded(Callable<T> section) throws Exception;

    /**
     * Does what each wait does at first, and does not wait: for a body that computes for long, or that asks for something that may be there.
     *
     * @throws CancellationException if this fiber has been asked to cancel, and this is no shielded section
     */
    void checkCancelled();

    /** Returns whether this fiber has been asked to cancel, in a shielded section too. */
    boolean isCancelled();

    /**
     * Makes a deadline on the scheduler's clock.
     *
     * @param delay how far from now
     */
    Deadline deadline(Duration delay);

    /**
     * Submits a task to the scheduler that runs this fiber; see {@link Worker#submit(Task)}.
     *
     * @param task the task
     * @return its handle
     */
    <T extends @Nullable Object> TaskHandle<T> submit(Task<T> task);

    /**
     * Submits a task under a name; see {@link #submit(Task)}.
     *
     * @param name what reports call the task
     * @param task the task
     * @return its handle
     */
    <T extends @Nullable Object> TaskHandle<T> submit(String name, Task<T> task);

    /**
     * Returns the worker that runs this fiber, whichever it is at the moment: so unlike a step's, it may be kept for as long as the
     * body runs. Between two waits it forks, joins and runs loops as in a step.
     */
    Worker worker();
}
