package dev.secretariat;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A submitted task as others see it: its state, its end, and the way to cancel it. Tasks wait for
 * its end with {@code Step.await(handle)}.
 *
 * <p>Thread-safe. The task's last step, of {@link Task#onCancel} if it was cancelled, happens-before whatever sees that it
 * has ended. It is not a {@link java.util.concurrent.Future}, whose {@code state()} would clash; {@link
 * #toCompletableFuture()} makes one. Handles of one task are equal, but need not be the same object.
 *
 * @param <T> the type of the task's result
 */
public interface TaskHandle<T extends @Nullable Object> extends Awaitable {
    /** Returns the name given at submission, or one made from the task's class. */
    String name();

    /**
     * Returns the value of an attribute of the task's {@link Submission}: what it was submitted with, or has inherited. What elsewhere
     * is a task-local value, a tenant or a trace, is an {@linkplain Submission.Attribute#inherited inherited} attribute here, and costs
     * those that have none nothing:
     *
     * <pre>{@code
     * static final Submission.Attribute<String> TENANT = Submission.Attribute.inherited("tenant");
     *
     * scheduler.submit(Submission.named("import").with(TENANT, "Miller & Sons"), task);
     * String tenant = worker.task().attribute(TENANT); // in its steps and forks, in onCancel, and in those of its children
     * }</pre>
     *
     * @param attribute the attribute
     * @return null if it has none, and once the task has ended
     */
    <V> @Nullable V attribute(Submission.Attribute<V> attribute);

    /** Returns where the task stands: a snapshot, which may be out of date at once. */
    TaskState state();

    /** Returns whether the task has ended, in any way. */
    boolean isDone();

    /**
     * Asks the task to cancel.
     *
     * <p>No step begins after the request. A step that is running now is not interrupted: if it returns
     * done, the task succeeds; if it yields or waits, or throws a CancellationException, the task is
     * cancelled; if it throws something else, it fails. Before a cancelled task's handle is done, it has
     * wound down by {@link Task#onCancel}.
     *
     * <p>A task that waits, and whose class has no {@code onCancel} of its own, has ended when this returns true. The calling
     * thread leaves what the task waited for, and wakes those who waited for its end; so it must not hold a lock that their
     * wakers need. In a simulation, which chooses when, on a hosted scheduler if another thread cancels it, and in a callback that follows
     * from such an end, it ends soon after.
     *
     * @return true if this call made the request; false if the task had ended or been asked already
     */
    boolean cancel();

    /**
     * Returns the result of a task that has ended; never blocks.
     *
     * @throws IllegalStateException if it has not ended
     * @throws TaskFailedException if it failed; the cause is what it threw
     * @throws CancellationException if it was cancelled
     */
    T result();

    /**
     * Returns how the task ended; never blocks.
     *
     * @throws IllegalStateException if it has not ended
     */
    Outcome<T> outcome();

    /**
     * Waits until the task has ended, and returns its result.
     *
     * <p>Blocks the calling thread. Where the scheduler has no thread of its own, the caller drives it
     * meanwhile, unless someone else does. Inside a step of the same scheduler, return {@link
     * Step#await}{@code (handle)} instead. Inside a step of another scheduler it blocks that worker, so two
     * schedulers whose steps join each other's tasks can block each other for ever:
     *
     * <pre>{@code
     * one.submit(Task.call(() -> two.submit(Task.call(() -> one.submit(other).join())).join()));
     * }</pre>
     *
     * @throws TaskFailedException if it failed; the cause is what it threw
     * @throws CancellationException if it was cancelled
     * @throws InterruptedException if the calling thread is interrupted; the task goes on
     * @throws IllegalStateException inside a step of the same scheduler, if the task has not ended
     */
    T join() throws InterruptedException;

    /**
     * Waits for a limited time until the task has ended, and returns its result; see {@link #join()}.
     *
     * @param timeout how long at most, on the scheduler's clock
     * @throws TimeoutException if the task has not ended in time; it goes on
     * @throws TaskFailedException if it failed; the cause is what it threw
     * @throws CancellationException if it was cancelled
     * @throws InterruptedException if the calling thread is interrupted; the task goes on
     * @throws IllegalStateException inside a step of the same scheduler, if the task has not ended
     */
    T join(Duration timeout) throws InterruptedException, TimeoutException;

    /**
     * Returns a future of this task, completed when it has ended; a failure is passed on as the task threw it.
     * Cancelling the future cancels the task; completing it by hand does not touch the task. Whoever waits for
     * it, or for a future that depends on it, does as {@link #join()} does: drives where nobody else would, and is
     * refused inside a step of the same scheduler. What depends on
     * the future runs on the thread that ended the task, a worker or one that cancelled it, so it must not block; use the {@code Async} methods
     * for what does.
     */
    CompletableFuture<T> toCompletableFuture();

    /** Returns this handle: whoever awaits the task's end waits for the task. */
    @Override
    default @Nullable TaskHandle<?> holder() {
        return this;
    }
}
