package dev.secretariat;

import dev.secretariat.impl.BothTask;
import dev.secretariat.impl.DeadlineTask;
import dev.secretariat.impl.FirstTask;
import dev.secretariat.impl.SubmittedTask;
import dev.secretariat.impl.UsingTask;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tasks made of other tasks. For things done one after the other see {@link Script} and {@link
 * Task#flatMap}.
 *
 * <p>{@code both}, {@code first} and {@code withDeadline} submit their parts to the scheduler that runs
 * the composed task, and wait for all of them before they end: nothing goes on behind their back, not even if the
 * composed task is cancelled, which asks its parts to cancel. All tasks returned here are submitted
 * once; a second submission fails with an IllegalStateException.
 */
public final class Tasks {
    private Tasks() {}

    /**
     * Runs both tasks concurrently and combines their results. If one fails, the other is cancelled, and
     * the failure is the composed task's.
     *
     * @param one a task
     * @param other another task
     * @param combine makes the result; what it throws fails the composed task
     */
    public static <A extends @Nullable Object, B extends @Nullable Object, T extends @Nullable Object> Task<T> both(
            Task<A> one, Task<B> other, BiFunction<? super A, ? super B, ? extends T> combine) {
        Objects.requireNonNull(one, "one");
        Objects.requireNonNull(other, "other");
        Objects.requireNonNull(combine, "combine");
        return new BothTask<>(one, other, combine);
    }

    /**
     * Runs all tasks concurrently and ends as the first of them that succeeds; the others are then cancelled. If
     * none succeeds, the composed task fails as the first one in the list did, or with a {@link
     * CancellationException} if all were cancelled.
     *
     * @param tasks at least one; the array is copied
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the copy is only read
    public static <T extends @Nullable Object> Task<T> first(Task<? extends T>... tasks) {
        Objects.requireNonNull(tasks, "tasks");
        if (tasks.length == 0) throw new IllegalArgumentException("tasks is empty: none can be first");
        Task<? extends T>[] copy = tasks.clone();
        for (int i = 0; i < copy.length; i++) {
            Objects.requireNonNull(copy[i], "tasks[" + i + "]");
        }
        return new FirstTask<>(copy);
    }

    /**
     * Runs the task, and cancels it if it has not ended by the deadline: the composed task then fails with a
     * {@link TimeoutException}. If the step that was running then ends the task with a value all the same, it has
     * succeeded.
     *
     * @param task the task
     * @param deadline by when; it may belong to any scheduler
     */
    public static <T extends @Nullable Object> Task<T> withDeadline(Task<T> task, Deadline deadline) {
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(deadline, "deadline");
        return SubmittedTask.like(task, new DeadlineTask<>(task, deadline));
    }

    /**
     * Opens something, runs a task with it, and closes it at the task's end, however it ends; if it was cancelled, after it
     * has wound down. All are steps of one submission. What {@code close()} throws fails a task that would have succeeded,
     * is added to the failure of one that failed, and goes to the {@link FailureHandler} of one that was
     * cancelled.
     *
     * @param open opens it, in the first step
     * @param use makes the task
     */
    public static <R extends AutoCloseable, T extends @Nullable Object> Task<T> using(
            Callable<? extends R> open, Function<? super R, ? extends Task<T>> use) {
        Objects.requireNonNull(open, "open");
        Objects.requireNonNull(use, "use");
        return new UsingTask<R, T>(open, use);
    }
}
