package dev.secretariat;

import dev.secretariat.impl.CallTask;
import dev.secretariat.impl.FlatMappedTask;
import dev.secretariat.impl.MappedTask;
import dev.secretariat.impl.RunTask;
import dev.secretariat.impl.StageTask;
import dev.secretariat.impl.SubmittedTask;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A piece of concurrent work, divided into steps that a scheduler can alternate with those of other
 * tasks.
 *
 * <pre>{@code
 * Task<Void> answerPhone = worker -> {
 *     Call call = phone.poll();
 *     if (call == null) return Step.await(phone.readable()); // costs no thread
 *     call.answer();
 *     return Step.yieldNow();                                // someone else's turn
 * };
 * scheduler.submit(answerPhone);
 * }</pre>
 *
 * <p>The steps of one submission never overlap, and each happens-before the next, whichever threads
 * run them; so a task may keep its state in plain fields. Such a task object is submitted once; one
 * without fields that change may be submitted many times.
 *
 * @param <T> the type of the result; {@code Task<Void>} for none
 */
@FunctionalInterface
public interface Task<T extends @Nullable Object> {
    /**
     * Does the next piece of work and says what has to happen before the one after it.
     *
     * <p>It must not block: while it runs, no other task has this worker. Nor should it leave its thread
     * interrupted: where the thread is the caller's, that ends the caller's wait. Whatever it throws,
     * Errors too, fails this task alone.
     *
     * @param worker who runs this step; valid until it returns, and only on this thread
     * @return what comes next, never null
     * @throws Exception to fail the task
     */
    Step<T> step(Worker worker) throws Exception;

    /**
     * Winds the task down after a request to cancel, even if no step of it ever ran: the place to release
     * what it holds, and to wait for what it has begun.
     *
     * <p>Called on a worker, after any running step. It says what has to happen before it is called again, as
     * {@link #step} does; with done, whose value is ignored, the task ends cancelled, and only then is its
     * handle done. A task winds down in the same way, but fails in the end, if its step has returned and what it asked for
     * cannot be done: if what it is to wait for throws, for example; not if the step itself throws, unless the task was made
     * by {@link Tasks#windingDown}. Nothing cuts this short: neither another request nor a scheduler that shuts down ends a
     * wait of it, so what it waits for has to come.
     *
     * <p>A task whose class leaves this as it is has nothing to do here: where it waits, it ends without a worker, in the call
     * that {@linkplain TaskHandle#cancel cancels} it.
     *
     * <p>A task that wraps another one winds that one down before it ends itself, by returning what its
     * {@code onCancel} returns, until that is done.
     *
     * @param worker who runs this step; {@link Worker#isCancelled} is true
     * @return done, or what comes before the next call; never null
     * @throws Exception to the scheduler's {@link FailureHandler}, or added to the failure if there is one; the task ends
     *     as it would have all the same
     */
    default Step<?> onCancel(Worker worker) throws Exception {
        return Step.done();
    }

    /**
     * Makes a task of one step that returns what the callable returns.
     *
     * @param callable the work, which must not block
     */
    static <T extends @Nullable Object> Task<T> call(Callable<? extends T> callable) {
        Objects.requireNonNull(callable, "callable");
        return new CallTask<>(callable);
    }

    /**
     * Makes a task of one step that runs the runnable.
     *
     * @param runnable the work, which must not block
     */
    static Task<Void> run(Runnable runnable) {
        Objects.requireNonNull(runnable, "runnable");
        return new RunTask(runnable);
    }

    /**
     * Makes a task that starts something asynchronous in its first step, and ends as that does:
     *
     * <pre>{@code
     * Task<HttpResponse<String>> page = Task.future(() -> client.sendAsync(request, BodyHandlers.ofString()));
     * }</pre>
     *
     * <p>It ends with the stage's value, or fails with what the stage has failed with, without the CompletionExceptions and
     * ExecutionExceptions around that; if somebody else has cancelled the stage, with the CancellationException. When the task is
     * cancelled, it cancels the stage, by {@link java.util.concurrent.Future#cancel cancel(true)}, and then waits only for one that says
     * that it cannot be. One without such a method, as a minimal stage, goes on by itself. A value that comes too late is dropped.
     *
     * <p>To cancel a stage does not cancel those that it depends on: so start the first of them here, and
     * do the rest by {@link #map} and {@link #flatMap}. If others need the stage too, return its {@code copy()}.
     *
     * <p>A plain Future tells nobody when it is done: for that, and for all that blocks, there is {@link Blocking}.
     * Such a task is submitted once.
     *
     * @param start called once, in the first step; must not block, nor return null. What it throws fails the task
     */
    static <T extends @Nullable Object> Task<T> future(Callable<? extends CompletionStage<? extends T>> start) {
        Objects.requireNonNull(start, "start");
        return new StageTask<>(start);
    }

    /**
     * Makes a task that does what this one does and ends with its result changed by a function. It can be submitted
     * as often as this one.
     *
     * @param change applied in this task's last step; what it throws fails the task
     */
    default <U extends @Nullable Object> Task<U> map(Function<? super T, ? extends U> change) {
        Objects.requireNonNull(change, "change");
        return SubmittedTask.like(this, new MappedTask<>(SubmittedTask.bare(this), change));
    }

    /**
     * Makes a task that does what this one does, then what the task made from its result does. Both are
     * steps of one submission. A flat-mapped task is submitted once: a second submission fails with an
     * IllegalStateException. Loops and chains of flat maps may be of any length; they need no stack.
     *
     * @param next makes the second task; must not return null
     */
    default <U extends @Nullable Object> Task<U> flatMap(Function<? super T, ? extends Task<U>> next) {
        Objects.requireNonNull(next, "next");
        return SubmittedTask.like(this, new FlatMappedTask<>(SubmittedTask.bare(this), next));
    }

    /**
     * Returns this task, to be submitted like that, whoever submits it: as a part of a composition, say. What it was to be
     * submitted like before holds for what this leaves open. Tasks that are made of it, by {@link #map} and the like, are
     * submitted like it.
     *
     * <p>It holds where this task is submitted. It has no effect on a task that is a later piece of another's submission: the
     * second one of a {@link #flatMap}, or the one made in {@link Tasks#using}.
     *
     * @param submission its name, and what a scheduler may know of it besides
     */
    default Task<T> with(Submission submission) {
        return SubmittedTask.of(Objects.requireNonNull(submission, "submission"), this);
    }
}
