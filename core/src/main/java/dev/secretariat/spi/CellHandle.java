package dev.secretariat.spi;

import dev.secretariat.Awaitable;
import dev.secretariat.Outcome;
import dev.secretariat.Step;
import dev.secretariat.Submission;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Waker;
import dev.secretariat.executor.TaskFuture;
import dev.secretariat.internal.ReservedCancel;
import dev.secretariat.internal.Touch;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What users hold of a task. An object of its own, because the cell can do what only its scheduler and its
 * awaitables may: a cast must not let anybody run a step, or deregister the task from what it awaits. The
 * cell does not refer to it, so a task whose handle is dropped is no larger for it.
 *
 * <p>A step that awaits it is registered with the cell itself: see {@link #unwrap}.
 */
final class CellHandle<T extends @Nullable Object> implements TaskHandle<T>, ReservedCancel {
    /** The longest duration there is. */
    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    private final TaskCell<T> cell;

    CellHandle(TaskCell<T> cell) {
        this.cell = cell;
    }

    TaskCell<T> cell() {
        return cell;
    }

    /** Returns the cell of a handle, whose list of waiters the waiter's own node may join; others as they are. */
    static Awaitable unwrap(Awaitable awaitable) {
        return awaitable instanceof CellHandle<?> handle ? handle.cell : awaitable;
    }

    /** Returns what a cell of that scheduler is to wait for, as such a step says. */
    static Awaitable awaitedBy(Step<?> step, TaskCell<?> waiter, SchedulerBase scheduler) {
        if (step instanceof Step.Await<?> await) return unwrap(await.awaitable());
        if (step instanceof Step.AwaitAny<?> any) return unwrap(any, waiter, scheduler.timers());
        if (step instanceof Step.Sleep<?> sleep) return scheduler.deadline(sleep.duration());
        throw new AssertionError("not a step that waits: " + step);
    }

    private static AnyWait unwrap(Step.AwaitAny<?> step, TaskCell<?> waiter, Timers timers) {
        Branch[] branches = new Branch[step.count()];
        for (int i = 0; i < branches.length; i++) branches[i] = new Branch(waiter, unwrap(step.awaitable(i)));
        return new AnyWait(branches, timers);
    }

    @Override
    public String name() {
        return cell.name();
    }

    @Override
    public <V> @Nullable V attribute(Submission.Attribute<V> attribute) {
        return cell.submission().get(attribute);
    }

    @Override
    public TaskState state() {
        Touch.controls(cell);
        return cell.state();
    }

    @Override
    public boolean isDone() {
        Touch.reads(cell);
        return cell.isDone();
    }

    @Override
    public boolean cancel() {
        Touch.controls(cell);
        return cell.cancel();
    }

    @Override
    public boolean cancelReserved() {
        Touch.controls(cell);
        return cell.cancelReserved();
    }

    @Override
    public T result() {
        Touch.reads(cell);
        return cell.result();
    }

    @Override
    public Outcome<T> outcome() {
        Touch.reads(cell);
        return cell.outcome();
    }

    @Override
    public T join() throws InterruptedException {
        SchedulerBase scheduler = cell.scheduler();
        if (scheduler == null) awaitEnd();
        else while (!isDone()) block(scheduler, scheduler.deadline(FOREVER));
        return cell.result();
    }

    @Override
    public T join(Duration timeout) throws InterruptedException, TimeoutException {
        Objects.requireNonNull(timeout, "timeout");
        SchedulerBase scheduler = cell.scheduler();
        if (scheduler == null) {
            awaitEnd();
        } else if (!isDone() && !join(scheduler, scheduler.deadline(timeout))) {
            throw new TimeoutException("task '" + name() + "' has not ended within " + timeout);
        }
        return cell.result();
    }

    private boolean join(SchedulerBase scheduler, TimerDeadline end) throws InterruptedException {
        while (!isDone()) {
            if (!block(scheduler, end) || end.isPast()) return isDone();
        }
        return true;
    }

    private boolean block(SchedulerBase scheduler, TimerDeadline end) throws InterruptedException {
        if (!scheduler.isWorking()) return scheduler.block(cell, end);
        throw new IllegalStateException(
                "join() inside a step, or in what follows from one, would block the worker that should run "
                        + cell
                        + "; return Step.await(handle) and take its result() in the next step");
    }

    /** Waits for the state: the way to the scheduler was read as gone, so if it was not read as ended, it soon is. */
    private void awaitEnd() {
        while (!cell.isDone()) Thread.onSpinWait();
    }

    @Override
    public CompletableFuture<T> toCompletableFuture() {
        SchedulerBase scheduler = cell.scheduler();
        return TaskFuture.of(this, scheduler == null ? null : scheduler.backend);
    }

    @Override
    public boolean register(Waker waker) {
        return cell.register(waker);
    }

    @Override
    public void deregister(Waker waker) {
        cell.deregister(waker);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CellHandle<?> that && cell == that.cell;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(cell);
    }

    @Override
    public String toString() {
        return cell.toString();
    }
}
