package dev.secretariat.sync;

import dev.secretariat.Scheduler;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import dev.secretariat.impl.SubmittedTask;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A lane of a scheduler: tasks that are submitted here run one after the other, in the order of their submission, each from its first step to
 * its end. So what they share needs no lock, across waits either. Lanes run beside one another, and beside what else the scheduler runs.
 *
 * <pre>{@code
 * Strand account = new Strand(scheduler);
 * account.submit(deposit);   // on whichever worker
 * account.submit(transfer);  // once the deposit has ended
 * }</pre>
 *
 * <p>A task that waits keeps the lane: one that waits for what comes behind it in its own lane waits for itself, which a simulation reports as a
 * deadlock. One that is cancelled before its turn leaves the lane, or, if its class has an {@link Task#onCancel} of its own, winds down in its turn.
 * Each submission is one of the scheduler's: it is named, cancelled, awaited and reported as others are, and a scheduler that closes runs all
 * of them. A lane without tasks is an object and nothing else.
 *
 * <p>Thread-safe. What a task does happens-before the first step of the next. No method blocks.
 */
public final class Strand {
    private final Scheduler scheduler;
    private final Lane lane = new Lane();

    private static final class Lane extends Keeper {
        Lane() {
            super("strand", 1);
        }
    }

    /**
     * Creates a lane.
     *
     * @param scheduler which runs the tasks
     */
    public Strand(Scheduler scheduler) {
        this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
    }

    /**
     * Submits a task, to run when all that were submitted before it have ended. One whose call has returned before another's began was submitted before it.
     *
     * @param task the task
     * @return its handle
     * @throws java.util.concurrent.RejectedExecutionException if the scheduler refuses it
     */
    public <T extends @Nullable Object> TaskHandle<T> submit(Task<T> task) {
        Objects.requireNonNull(task, "task");
        InFlight place = new InFlight(Thread.currentThread());
        Callable<TaskHandle<T>> submission = () -> scheduler.submit(inTurn(place.place(), task));
        return place.submit(lane.request(1, place), submission);
    }

    /**
     * Submits a task from a step or fiber; see {@link #submit(Task)}. If the scheduler is the lane's, that is accepted even while it is
     * closing.
     *
     * @param worker whose step it is
     * @param task the task
     * @return its handle
     * @throws java.util.concurrent.RejectedExecutionException if the scheduler refuses it
     */
    public <T extends @Nullable Object> TaskHandle<T> submit(Worker worker, Task<T> task) {
        Objects.requireNonNull(worker, "worker");
        Objects.requireNonNull(task, "task");
        if (worker.scheduler() != scheduler) return submit(task);
        InFlight place = new InFlight(worker.task());
        Callable<TaskHandle<T>> submission = () -> worker.submit(inTurn(place.place(), task));
        return place.submit(lane.request(1, place), submission);
    }

    private static <T extends @Nullable Object> Task<T> inTurn(Hold turn, Task<T> task) {
        return SubmittedTask.like(task, new TaskInTurn<>(turn, SubmittedTask.bare(task)));
    }

    /** Returns how many wait for their turn; out of date as soon as it is known. */
    public int waiting() {
        return lane.line.waiting();
    }

    /** Returns what reports call it. */
    @Override
    public String toString() {
        return lane.toString();
    }
}
