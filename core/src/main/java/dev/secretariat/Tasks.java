package dev.secretariat;

import dev.secretariat.impl.BothTask;
import dev.secretariat.impl.CollectTask;
import dev.secretariat.impl.DeadlineTask;
import dev.secretariat.impl.FirstTask;
import dev.secretariat.impl.MapConcurrentTask;
import dev.secretariat.impl.SubmittedTask;
import dev.secretariat.impl.UsingTask;
import dev.secretariat.impl.WindingDownTask;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Tasks made of other tasks. For things done one after the other see {@link Script} and {@link
 * Task#flatMap}.
 *
 * <p>{@code both}, {@code all}, {@code collect}, {@code mapConcurrent}, {@code first} and {@code withDeadline} submit their parts to the scheduler that runs
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
        Task<? extends T>[] copy = copy(Objects.requireNonNull(tasks, "tasks"));
        if (copy.length == 0) throw new IllegalArgumentException("tasks is empty: none can be first");
        return new FirstTask<>(copy);
    }

    /**
     * Returns a task for the first of the tasks that succeeds; see {@link #first(Task...)}.
     *
     * @param tasks at least one; the collection is copied, in its order
     */
    public static <T extends @Nullable Object> Task<T> first(Collection<? extends Task<? extends T>> tasks) {
        return first(array(tasks));
    }

    /**
     * Returns a task for the results of all the tasks, which run concurrently. If one fails, the others are cancelled, and
     * its failure is the composed task's, with those that come later suppressed.
     *
     * @param tasks the collection is copied
     * @return a task whose result is a list that cannot be changed, in the order of the tasks
     */
    public static <T extends @Nullable Object> Task<List<T>> all(Collection<? extends Task<? extends T>> tasks) {
        return CollectTask.all(copy(array(tasks)));
    }

    /**
     * Returns a task for the results of all the tasks; see {@link #all(Collection)}.
     *
     * @param tasks the array is copied
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the copy is only read
    public static <T extends @Nullable Object> Task<List<T>> all(Task<? extends T>... tasks) {
        return CollectTask.all(copy(Objects.requireNonNull(tasks, "tasks")));
    }

    /**
     * Returns a task that collects the results of the tasks as they end, which run concurrently: each is taken once, in
     * a step of the composed task, so the cost is in proportion to their number, and a collector need not be thread-safe.
     * If a task or the collector fails, the tasks that are left are cancelled, and the first failure is the composed task's,
     * with those that come later suppressed.
     *
     * @param tasks the collection is copied
     * @param collector puts the results together, in the order in which they come; its supplier is called here
     */
    public static <T extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object> Task<R> collect(
            Collection<? extends Task<? extends T>> tasks, Collector<? super T, A, ? extends R> collector) {
        Task<? extends T>[] copy = copy(array(tasks));
        return CollectTask.collect(copy, Objects.requireNonNull(collector, "collector"));
    }

    /**
     * Returns a task for the results of a task for each item, at most so many of which are in flight at a time: the next item is asked for, and its task
     * made and submitted, when there is room for it, in a step of the composed task. So the items may be without an end, as long
     * as one fails. If a task fails, or the items or the function, no more are asked for, those in flight are cancelled, and once they
     * have ended, the first failure is the composed task's, with those that come later suppressed.
     *
     * @param items asked for an iterator in the first step, which must not block
     * @param max how many at most are in flight, one or more
     * @param function makes the task of an item; must neither block nor return null
     * @return a task whose result is a list that cannot be changed, in the order of the items
     */
    public static <A extends @Nullable Object, T extends @Nullable Object> Task<List<T>> mapConcurrent(
            Iterable<? extends A> items, int max, Function<? super A, ? extends Task<? extends T>> function) {
        Objects.requireNonNull(items, "items");
        Objects.requireNonNull(function, "function");
        return MapConcurrentTask.inOrder(items, positive(max), function);
    }

    /**
     * Returns a task that collects the results of a task for each item as they end, at most so many of which are in flight at a time; see {@link
     * #mapConcurrent(Iterable, int, Function)}. Each result is taken once, in a step of the composed task, and nothing is kept of it
     * but what the collector keeps.
     *
     * @param items asked for an iterator in the first step, which must not block
     * @param max how many at most are in flight, one or more
     * @param function makes the task of an item; must neither block nor return null
     * @param collector puts the results together, in the order in which they come; its supplier is called here
     */
    public static <
                    A extends @Nullable Object,
                    T extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            Task<R> mapConcurrent(
                    Iterable<? extends A> items,
                    int max,
                    Function<? super A, ? extends Task<? extends T>> function,
                    Collector<? super T, C, ? extends R> collector) {
        Objects.requireNonNull(items, "items");
        Objects.requireNonNull(function, "function");
        Objects.requireNonNull(collector, "collector");
        return MapConcurrentTask.collect(items, positive(max), function, collector);
    }

    private static int positive(int max) {
        if (max < 1) throw new IllegalArgumentException("max is less than one: " + max);
        return max;
    }

    @SuppressWarnings("unchecked") // an array of tasks, which is only read
    private static <T extends @Nullable Object> Task<? extends T>[] array(
            Collection<? extends Task<? extends T>> tasks) {
        return (Task<? extends T>[]) Objects.requireNonNull(tasks, "tasks").toArray(new Task<?>[0]);
    }

    private static <T extends @Nullable Object> Task<? extends T>[] copy(Task<? extends T>[] tasks) {
        Task<? extends T>[] copy = tasks.clone();
        for (int i = 0; i < copy.length; i++) Objects.requireNonNull(copy[i], "tasks[" + i + "]");
        return copy;
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

    /**
     * Returns a task that does what another one does, and winds down before it fails: if a step throws, {@link Task#onCancel} is called next, again
     * and again as it says, and then the task fails with what the step has thrown. What winding down throws is suppressed on that.
     * All are steps of one submission.
     *
     * <p>For a task whose {@code onCancel} waits for what the task has begun, as for the children of a {@link dev.secretariat.sync.StepScope}. A step that
     * throws can clean up by itself, but it cannot wait.
     *
     * <p>{@link Worker#isCancelled} is false in these calls of {@code onCancel}, unless somebody has asked the task to cancel as well. Then it goes on to wind down,
     * ends cancelled, and what the step has thrown goes to the {@link FailureHandler}.
     *
     * @param task the task
     */
    public static <T extends @Nullable Object> Task<T> windingDown(Task<T> task) {
        Objects.requireNonNull(task, "task");
        return SubmittedTask.like(task, new WindingDownTask<>(SubmittedTask.bare(task)));
    }
}
