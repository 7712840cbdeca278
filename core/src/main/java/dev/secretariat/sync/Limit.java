package dev.secretariat.sync;

import dev.secretariat.Scheduler;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import dev.secretariat.fiber.Fiber;
import dev.secretariat.internal.Throwables;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * At most so many tasks in flight on a scheduler, of those that are submitted here: from submission to end, waits included. Whoever finds
 * it full is refused, waits, or does nothing else until the task has ended, as it chooses.
 *
 * <pre>{@code
 * Limit calls = new Limit(scheduler, 10);
 * calls.submit(task);              // or a RejectedExecutionException
 * calls.submit(fiber, task);       // waits in line until there is a place
 * calls.submitOrRun(fiber, task);  // goes on at once, or when this one has ended
 * }</pre>
 *
 * <p>First in, first out, as {@link Permits}. A place is given back at the task's end, whatever that is; of one that is
 * cancelled, once it has wound down.
 *
 * <p>Thread-safe. What a task does happens-before whatever begins in its place. No method blocks but the one for threads.
 */
public final class Limit extends Keeper {
    private final Scheduler scheduler;
    private final int max;

    /**
     * Creates a limit.
     *
     * @param scheduler which runs the tasks
     * @param max how many at most are in flight, one or more
     */
    public Limit(Scheduler scheduler, int max) {
        super("limit of " + max, positive(max));
        this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
        this.max = max;
    }

    private static int positive(int max) {
        if (max < 1) throw new IllegalArgumentException("max is less than one: " + max);
        return max;
    }

    // ---- Without waiting ----

    /**
     * Submits a task, if there is a place and nobody waits for one.
     *
     * @param task the task
     * @return its handle
     * @throws RejectedExecutionException if there is none, or the scheduler refuses it
     */
    public <T extends @Nullable Object> TaskHandle<T> submit(Task<T> task) {
        Objects.requireNonNull(task, "task");
        InFlight place = new InFlight(Thread.currentThread());
        Callable<TaskHandle<T>> submission = () -> scheduler.submit(task);
        Hold granted = tryTake(1, place);
        if (granted != null) return place.submit(granted, submission);
        throw new RejectedExecutionException(
                "no place: " + this + "; wait for one, by submit(fiber, task) or request(worker), or try again later");
    }

    // ---- In steps ----

    /**
     * Asks for a place; see {@link Hold} for what a step does with it.
     *
     * @param worker whose step it is
     */
    public Hold request(Worker worker) {
        Objects.requireNonNull(worker, "worker");
        return request(1, worker.task());
    }

    /**
     * Submits a task with a place, which is the task's from now on: to close it does nothing any more. If the scheduler refuses the task, the place is free.
     *
     * @param worker whose step it is
     * @param place what {@link #request} has returned, once it is held
     * @param task the task
     * @return its handle
     * @throws RejectedExecutionException if the scheduler refuses it
     */
    public <T extends @Nullable Object> TaskHandle<T> submit(Worker worker, Hold place, Task<T> task) {
        Objects.requireNonNull(worker, "worker");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(task, "task");
        if (!place.isOf(stock)) throw new IllegalArgumentException("place is none of this limit's: " + place);
        InFlight owner = new InFlight(worker.task());
        Callable<TaskHandle<T>> submission = () -> submitFrom(worker, task);
        Hold taken = place.handOver(owner);
        if (taken != null) return owner.submit(taken, submission);
        throw new IllegalStateException(
                "place is not held: " + place + "; ask isHeld() first, and request another one for each task");
    }

    /** Submits by the worker, if it is the scheduler's: that is accepted even while the scheduler is closing. */
    private <T extends @Nullable Object> TaskHandle<T> submitFrom(Worker worker, Task<T> task) {
        return worker.scheduler() == scheduler ? worker.submit(task) : scheduler.submit(task);
    }

    // ---- In fibers ----

    /**
     * Submits a task, once there is a place for it: waits in line.
     *
     * @param fiber whose body calls
     * @param task the task
     * @return its handle
     * @throws java.util.concurrent.CancellationException if the fiber is asked to cancel while it waits
     * @throws RejectedExecutionException if the scheduler refuses it
     */
    public <T extends @Nullable Object> TaskHandle<T> submit(Fiber fiber, Task<T> task) {
        Objects.requireNonNull(fiber, "fiber");
        Objects.requireNonNull(task, "task");
        InFlight place = new InFlight(fiber.worker().task());
        Callable<TaskHandle<T>> submission = () -> submitFrom(fiber.worker(), task);
        return place.submit(await(request(1, place), fiber), submission);
    }

    /**
     * Submits a task. If there is no place, it runs in the caller's stead: this returns when it has ended. So nobody is refused, and whoever submits more than
     * there is room for is slowed down.
     *
     * @param fiber whose body calls
     * @param task the task
     * @return its handle
     * @throws java.util.concurrent.CancellationException if the fiber is asked to cancel while the task runs in its stead, which is cancelled then, and has ended
     * @throws RejectedExecutionException if the scheduler refuses it
     */
    public <T extends @Nullable Object> TaskHandle<T> submitOrRun(Fiber fiber, Task<T> task) {
        Objects.requireNonNull(fiber, "fiber");
        Objects.requireNonNull(task, "task");
        InFlight place = new InFlight(fiber.worker().task());
        Callable<TaskHandle<T>> submission = () -> submitFrom(fiber.worker(), task);
        Hold granted = tryTake(1, place);
        if (granted != null) return place.submit(granted, submission);
        TaskHandle<T> handle = submitFrom(fiber.worker(), task);
        try {
            while (!handle.isDone()) fiber.awaitAny(handle);
            return handle;
        } catch (Throwable cancelled) {
            handle.cancel();
            awaitShielded(handle, fiber);
            throw cancelled;
        }
    }

    private static void awaitShielded(TaskHandle<?> handle, Fiber fiber) {
        try {
            fiber.shielded(() -> fiber.awaitAny(handle));
        } catch (Exception thrown) {
            throw Throwables.unchecked(thrown);
        }
    }

    // ---- On threads that run no tasks ----

    /**
     * Submits a task, once there is a place for it: blocks the calling thread in line until then. Not for steps, whose worker would be blocked.
     *
     * @param task the task
     * @param timeout how long at most, in real time
     * @return its handle
     * @throws InterruptedException if the thread is interrupted before or while it waits
     * @throws TimeoutException if the time ran out
     * @throws RejectedExecutionException if the scheduler refuses it
     */
    public <T extends @Nullable Object> TaskHandle<T> submit(Task<T> task, Duration timeout)
            throws InterruptedException, TimeoutException {
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(timeout, "timeout");
        InFlight place = new InFlight(Thread.currentThread());
        Callable<TaskHandle<T>> submission = () -> scheduler.submit(task);
        return place.submit(await(request(1, place), timeout), submission);
    }

    // ---- Reports ----

    /** Returns how many are in flight; out of date as soon as it is known. */
    public int inFlight() {
        return max - line.permits();
    }

    /** Returns how many wait in line for a place; out of date as soon as it is known. */
    public int waiting() {
        return line.waiting();
    }

    /** Returns what reports call it. */
    @Override
    public String toString() {
        return "limit of " + max + ", with " + inFlight() + " in flight and " + waiting() + " waiting";
    }
}
