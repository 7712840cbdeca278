package dev.secretariat.spi;

import dev.secretariat.Awaitable;
import dev.secretariat.Outcome;
import dev.secretariat.Submission;
import dev.secretariat.Task;
import dev.secretariat.TaskFailedException;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.impl.SubmittedTask;
import dev.secretariat.internal.Standing;
import dev.secretariat.internal.TaskNames;
import dev.secretariat.internal.Throwables;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * What a cell holds of its task, before its end and after it, in the same two fields; and the questions that anybody
 * may ask of that.
 *
 * @param <T> the type of the task's result
 */
abstract class CellContents<T extends @Nullable Object> extends CellState {
    // Owner only, in plain mode: each owner's writes happen-before the next owner's reads through the
    // state word or the scheduler's queue. Others may read them as hints.

    /** The task; once ended, its {@link Outcome}. */
    private Object content;

    /** What it is registered with, if anything; once ended, what its name is made from, or {@link Traces}. */
    private @Nullable Object awaitedOrName;

    CellContents(int slot, Task<T> task) {
        super(slot);
        this.content = task;
    }

    // ---- The owner's side, until the end ----

    @SuppressWarnings("unchecked") // for owners: not ended, so content is the task
    final Task<T> liveTask() {
        return (Task<T>) content;
    }

    /** Lets it fail by this, once it has wound down; false if there is no memory to note that. */
    final boolean doom(Throwable failure) {
        try {
            content = new DoomedTask<>(liveTask(), failure);
            return true;
        } catch (OutOfMemoryError none) {
            return false;
        }
    }

    /** Adds a failure of winding down to that by which the task is to fail; false if it is to end cancelled. */
    final boolean addToDoom(Throwable later) {
        if (!(content instanceof DoomedTask<?> doomed)) return false;
        Throwables.suppress(doomed.failure, later);
        return true;
    }

    /** Returns how the task is to end. */
    final Outcome<T> afterWindingDown() {
        return content instanceof DoomedTask<?> doomed ? Outcomes.failed(doomed.failure) : Outcomes.cancelled();
    }

    /** Returns whether the cell is registered with anything: a compare with null, where the next one asks for a type. */
    final boolean isRegistered() {
        return awaitedOrName != null;
    }

    /** Returns what the cell is registered with; null if nothing. */
    final @Nullable Awaitable registeredWith() {
        return awaitedOrName instanceof Awaitable awaitable ? awaitable : null;
    }

    /**
     * Notes what it is about to register with, since a waiter list asks for it, and a wake may come at once; null after
     * it has left.
     */
    final void setRegisteredWith(@Nullable Awaitable awaitable) {
        awaitedOrName = awaitable;
    }

    /** Returns when the sleep of a task that sleeps is over. */
    final TimerDeadline sleepsUntil() {
        return (TimerDeadline) Objects.requireNonNull(registeredWith());
    }

    /** Returns whether its end, where it has waited, calls nobody but the timers; others may come to wait meanwhile. */
    final boolean callsNobody() {
        return registeredWith() instanceof TimerDeadline && !mayHaveWaiters();
    }

    /** Returns what to say where it returned null as one of its steps. */
    final String nullStep(String which) {
        return "task '" + name() + "' returned null as its " + which + "; return Step.done() to end it";
    }

    /**
     * Exchanges the task for its outcome; before {@link #publishEnd}.
     *
     * @param watcher who is to watch a failure that its waiters do not look at; null if nobody needs to
     */
    final void becomeOutcome(Outcome<T> outcome, @Nullable FailureWatcher watcher) {
        Object source = TaskNames.sourceOf(content);
        awaitedOrName = watcher == null ? source : traces(source, watcher);
        content = outcome;
    }

    private static Object traces(Object nameSource, FailureWatcher watcher) {
        try {
            return new Traces(nameSource, watcher);
        } catch (OutOfMemoryError none) {
            return nameSource;
        }
    }

    /** Returns who watches a failure whose waiters may not look at it; null if nobody does. After the end. */
    final @Nullable FailureWatcher watcher() {
        return awaitedOrName instanceof Traces traces ? traces.watcher : null;
    }

    /**
     * A waiter leaves, after its next step or by its own end, and has not looked: to wait is not to see. A waiter
     * that leaves before the end is not one of those that the end finds; it and the end may both come here.
     */
    final void watchIfUnseen() {
        if (!isEndedUnseen()) return;
        FailureWatcher watcher = watcher();
        if (watcher != null && claimWatch()) watcher.watch(this);
    }

    /** What is left of a task that failed while others waited for it: its name's source, and who watches failures. */
    private record Traces(Object nameSource, FailureWatcher watcher) {}

    /** Who watches failures that nobody has seen. */
    interface FailureWatcher {
        void watch(CellContents<?> failed);
    }

    /** Returns the one list whose stack this node may join: a cell joins that of what it awaits itself. */
    @Override
    protected final @Nullable Object home() {
        return awaitedOrName;
    }

    // ---- For schedulers, and reports ----

    /** Returns the submitted task, for schedulers that order by it; null once the task has ended. */
    @SuppressWarnings("unchecked") // content is Task<T> or Outcome<T>
    public final @Nullable Task<T> task() {
        Object now = DoomedTask.unwrap(content);
        return now instanceof Task<?> task ? SubmittedTask.bare((Task<T>) task) : null;
    }

    /**
     * Returns how the task was submitted, with what it inherited, for schedulers that order by it; plain once it has
     * ended.
     */
    public final Submission submission() {
        return SubmittedTask.submissionOf(DoomedTask.unwrap(content));
    }

    /** Returns what the task waits for, as a hint for reports; null if nothing. */
    public final @Nullable Awaitable awaiting() {
        return registeredWith();
    }

    /**
     * Returns the frames of the user's code that the task stands in between two steps, as the body of a fiber does, the innermost
     * first; empty if there are none. For reports, from any thread: a snapshot.
     */
    public final StackTraceElement[] stack() {
        return Standing.of(task());
    }

    /**
     * Returns whether the next step only waits for a virtual thread that runs what is the user's of it, as that of a fiber may; then it
     * may as well run on a {@link StandIn}.
     */
    public final boolean isForStandIn() {
        return Standing.onVirtualThread(task());
    }

    /** Returns the line that the task stands at, as 'File.java:12'; null if it stands nowhere. See {@link #stack}. */
    public final @Nullable String place() {
        StackTraceElement[] frames = stack();
        return frames.length == 0 ? null : frames[0].getFileName() + ":" + frames[0].getLineNumber();
    }

    /** Returns whether nobody has seen how this task ended; for reports of failures. */
    public final boolean isUnobserved() {
        return !isObserved();
    }

    /** Returns whether the task is winding down; for reports. False once it has ended. */
    public final boolean isWindingDown() {
        return isWinding();
    }

    /**
     * Returns how the task ended, for reports: unlike {@link #outcome}, this does not count as somebody's having seen
     * its failure. Null while it has not ended.
     */
    @SuppressWarnings("unchecked") // content is Task<T> or Outcome<T>
    public final @Nullable Outcome<T> peek() {
        return isDone() ? (Outcome<T>) content : null;
    }

    /** Returns what users hold of this task. */
    abstract TaskHandle<T> handle();

    /** Returns whether a worker runs a step of this task now; a hint. */
    abstract boolean isRunning();

    /** See {@link dev.secretariat.TaskHandle#isDone}. */
    public final boolean isDone() {
        return isEnded();
    }

    /** See {@link dev.secretariat.TaskHandle#state}. */
    public final TaskState state() {
        if (isEnded()) {
            if (content instanceof Outcome.Succeeded) return TaskState.SUCCEEDED;
            return content instanceof Outcome.Failed ? TaskState.FAILED : TaskState.CANCELLED;
        }
        if (isWaiting()) return TaskState.WAITING;
        return isRunning() ? TaskState.RUNNING : TaskState.READY;
    }

    /** See {@link dev.secretariat.TaskHandle#name}. */
    public final String name() {
        for (; ; ) {
            if (isEnded()) return nameOf(Objects.requireNonNull(awaitedOrName));
            // Read without order: an end may be under way, and then its state follows at once.
            Object now = content;
            if (now instanceof Task) return nameOf(TaskNames.sourceOf(now));
            Thread.onSpinWait();
        }
    }

    private static String nameOf(Object source) {
        return TaskNames.of(source instanceof Traces traces ? traces.nameSource : source);
    }

    // ---- What handles ask ----

    final T result() {
        Outcome<T> ended = outcome();
        if (ended instanceof Outcome.Failed<T> failed) throw new TaskFailedException(toString(), failed.cause());
        if (ended instanceof Outcome.Cancelled) throw new CancellationException(this + " was cancelled");
        return ended.get();
    }

    @SuppressWarnings("unchecked") // content is Task<T> or Outcome<T>
    final Outcome<T> outcome() {
        if (!isEnded()) {
            throw new IllegalStateException(
                    "task '" + name() + "' has not ended; return Step.await(handle), or join it");
        }
        if (content instanceof Outcome.Failed) observe();
        return (Outcome<T>) content;
    }

    @Override
    public String toString() {
        return "task '" + name() + "'";
    }
}
