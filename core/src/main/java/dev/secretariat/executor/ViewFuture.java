package dev.secretariat.executor;

import dev.secretariat.Deadline;
import dev.secretariat.Outcome;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.TaskHandle;
import dev.secretariat.Waker;
import dev.secretariat.Worker;
import dev.secretariat.internal.TaskNames;
import dev.secretariat.internal.Texts;
import dev.secretariat.internal.Throwables;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * {@code submit(callable)}: a callable as a task of one step, and its future, which ends on its
 * own: a cancelled future is done while its callable may still run.
 *
 * <p>It can be run by hand too, as any RunnableFuture. One that {@code shutdownNow()} has returned
 * is cancelled, so that nobody waits for it in vain, but its work has not begun and is its finder's:
 * {@code run()} does it, and throws what it throws.
 */
class ViewFuture<V extends @Nullable Object> extends ViewTask implements RunnableFuture<V>, Unread {
    private final Class<?> workClass;

    /** How the future ends: decided by whoever completes this first. */
    private final Promise<V> end = new Promise<>();

    /** Read and cleared only by whoever owns the work: see {@link ViewTask}. */
    private @Nullable Callable<? extends V> work;

    /** Whether somebody has looked how it ended; set by whoever does. */
    private volatile boolean read;

    /** Set once, by the submitter; whoever meets the future before does without. */
    private volatile @Nullable TaskHandle<?> handle;

    ViewFuture(ExecutorBackend backend, Callable<? extends V> work, Class<?> workClass) {
        super(backend);
        this.work = work;
        this.workClass = workClass;
    }

    /** Sets the handle of its task, once that has been submitted. */
    final void follow(TaskHandle<?> handle) {
        this.handle = handle;
    }

    // ---- The task ----

    @Override
    Step<Void> work(Worker worker) {
        Outcome<V> outcome = attempt(false);
        if (outcome != null) conclude(outcome);
        return Step.done();
    }

    @Override
    public Step<?> onCancel(Worker worker) {
        stop();
        return Step.done();
    }

    @Override
    public final void run() {
        boolean returned = end.isDone();
        Outcome<V> outcome = attempt(true);
        if (outcome == null || conclude(outcome) || !returned) return;
        if (outcome instanceof Outcome.Failed<V> failed) throw Throwables.unchecked(failed.cause());
    }

    /** Does the work if it is still to be had, and says how that went; otherwise null. */
    final @Nullable Outcome<V> attempt(boolean byHand) {
        if (!begin(byHand)) return null;
        Phase next = Phase.OVER;
        try {
            V value = Objects.requireNonNull(work).call();
            next = afterSuccess();
            return new Outcome.Succeeded<>(value);
        } catch (Throwable failure) {
            return new Outcome.Failed<>(failure);
        } finally {
            if (next == Phase.OVER) forget();
            finish(next);
        }
    }

    Phase afterSuccess() {
        return Phase.OVER;
    }

    /**
     * Takes in how an attempt went; false if the future had ended before. A periodic one returns true for each
     * success.
     */
    boolean conclude(Outcome<V> outcome) {
        return end.complete(outcome);
    }

    /** Ends a future whose work will not run, or not run again; false if it had ended before. */
    final boolean stop() {
        boolean first = end.complete(new Outcome.Cancelled<>());
        drop();
        return first;
    }

    @Override
    void forget() {
        work = null;
    }

    @Override
    Runnable takenBack() {
        end.complete(new Outcome.Cancelled<>());
        return this;
    }

    @Override
    public Class<?> madeOf() {
        return workClass;
    }

    // ---- The future ----

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (isDone() || !stop()) return false;
        if (mayInterruptIfRunning) interrupt();
        TaskHandle<?> task = handle;
        if (task != null) task.cancel();
        return true;
    }

    @Override
    public boolean isCancelled() {
        return isDone() && end.outcome() instanceof Outcome.Cancelled;
    }

    @Override
    public boolean isDone() {
        return end.isDone() || hasLostItsTask();
    }

    /**
     * Returns whether its task has ended without a step, as it can where the scheduler's {@code ready()} has thrown.
     */
    private boolean hasLostItsTask() {
        TaskHandle<?> task = handle;
        if (task == null || !task.isDone()) return false;
        // Succeeded: it ran, or somebody runs it by hand and will complete this.
        if (task.outcome() instanceof Outcome.Failed<?> failed) {
            end.complete(new Outcome.Failed<>(failed.cause()));
        }
        return end.isDone();
    }

    @Override
    public V get() throws InterruptedException, ExecutionException {
        await(Waits.FOREVER);
        return report();
    }

    @Override
    public V get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        Duration limit = Waits.duration(timeout, unit);
        if (!await(limit)) throw new TimeoutException(this + " is not done after " + limit);
        return report();
    }

    /** Returns how it ended, once it is done. */
    final Outcome<V> outcome() {
        read = true;
        return end.outcome();
    }

    @Override
    public final @Nullable Throwable unreadFailure() {
        return !read && end.isDone() && end.outcome() instanceof Outcome.Failed<V> failed ? failed.cause() : null;
    }

    private V report() throws ExecutionException {
        Outcome<V> outcome = outcome();
        if (outcome instanceof Outcome.Failed<V> failed) {
            throw executionException(failed.cause());
        }
        return outcome.get();
    }

    /** Makes one with a message: without one, the constructor would ask the cause for its text, which may throw. */
    static ExecutionException executionException(Throwable cause) {
        return new ExecutionException(Texts.of(cause), cause);
    }

    /** Waits until this is done, or the time is up; says whether it is done. Inside a step it needs a time-out. */
    private boolean await(Duration limit) throws InterruptedException {
        if (isDone()) return true;
        Waits.refuseWithoutEnd(limit, backend);
        return await(backend.deadline(limit));
    }

    /** Waits until this is done, or the time is up; says whether it is done. */
    final boolean await(Deadline limit) throws InterruptedException {
        if (isDone()) return true;
        TaskHandle<?> task = handle;
        Waker look = this::isDone;
        boolean registered = task != null && task.register(look);
        try {
            return Waits.until(this::isDone, end, limit, backend);
        } finally {
            if (task != null && registered) task.deregister(look);
        }
    }

    /** Calls the waker once this is done, perhaps at once. */
    final void whenDone(Waker waker) {
        if (!end.register(waker)) {
            waker.wake();
            return;
        }
        TaskHandle<?> task = handle;
        if (task == null || !task.register(this::isDone)) isDone();
    }

    @Override
    public String toString() {
        String task = "future of '" + TaskNames.of(workClass) + "'";
        return task + " " + (end.isDone() ? Texts.simpleName(end.outcome().getClass()) : phaseName());
    }
}
