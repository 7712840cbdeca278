package dev.secretariat.sync;

import dev.secretariat.Awaitable;
import dev.secretariat.Deadline;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that a task in steps forks, and that end before it does: what {@link TaskScope} is to a fiber.
 *
 * <pre>{@code
 * private StepScope<Price, List<Price>> scope;
 *
 * public Step<List<Price>> step(Worker worker) throws Exception {
 *     if (scope == null) {
 *         scope = StepScope.open(worker, Joiner.allSuccessfulOrThrow());
 *         for (Shop shop : shops) scope.fork(worker, shop.name(), shop.ask(article));
 *     }
 *     if (!scope.isEnded()) return Step.await(scope.join(worker));
 *     return Step.done(scope.result());
 * }
 *
 * public Step<?> onCancel(Worker worker) {
 *     return scope == null ? Step.done() : scope.windDown(worker);
 * }
 * }</pre>
 *
 * <p>Children are cancelled as those of a {@code TaskScope} are. The methods that are given a worker are for the steps of the task that opened the scope;
 * another task gets an IllegalStateException, as does a child, which would wait for itself.
 *
 * <p>If the task ends and has left the scope with children, they are cancelled, but nobody waits for them; a warning in the log tells its name. A step that throws ends
 * the task so. Where one may throw while children run, as in the midst of the forks, submit the task as
 * {@link dev.secretariat.Tasks#windingDown Tasks.windingDown(task)}: that calls {@code onCancel}, and fails once the children have ended.
 *
 * @param <T> of what the children return
 * @param <R> of the scope's result
 */
public final class StepScope<T extends @Nullable Object, R extends @Nullable Object> {
    private final Joiner<? super T, ? extends R> joiner;
    final Children<T> children;

    private StepScope(Worker worker, Joiner<? super T, ? extends R> joiner, @Nullable Deadline deadline) {
        Objects.requireNonNull(worker, "worker");
        this.joiner = Objects.requireNonNull(joiner, "joiner");
        this.children = Children.of(worker, joiner, deadline);
    }

    /**
     * Opens a scope.
     *
     * @param worker whose step it is
     * @param joiner when the children that are left need not go on, and what the result is; a new one for each scope
     */
    public static <T extends @Nullable Object, R extends @Nullable Object> StepScope<T, R> open(
            Worker worker, Joiner<? super T, ? extends R> joiner) {
        return new StepScope<>(worker, joiner, null);
    }

    /**
     * Opens a scope with a deadline; see {@link TaskScope#open(dev.secretariat.fiber.Fiber, Joiner, Deadline)}.
     *
     * @param worker whose step it is
     * @param joiner when the children that are left need not go on, and what the result is; a new one for each scope
     * @param deadline by when the children are to have ended; of any scheduler
     */
    public static <T extends @Nullable Object, R extends @Nullable Object> StepScope<T, R> open(
            Worker worker, Joiner<? super T, ? extends R> joiner, Deadline deadline) {
        return new StepScope<>(worker, joiner, Objects.requireNonNull(deadline, "deadline"));
    }

    /**
     * Submits a child to the scheduler of the step. In a scope that is cancelled already, so is the child.
     *
     * @param worker whose step it is
     * @param task the task
     * @return its handle
     * @throws IllegalStateException after {@link #join} or {@link #windDown}
     * @throws java.util.concurrent.RejectedExecutionException after {@link dev.secretariat.Scheduler#shutdownNow()}
     */
    public <U extends T> TaskHandle<U> fork(Worker worker, Task<U> task) {
        Objects.requireNonNull(worker, "worker");
        Objects.requireNonNull(task, "task");
        children.checkOwner(worker, "fork()");
        return children.fork(worker, null, task);
    }

    /**
     * Submits a child under a name; see {@link #fork(Worker, Task)}.
     *
     * @param worker whose step it is
     * @param name what reports call the child
     * @param task the task
     * @return its handle
     */
    public <U extends T> TaskHandle<U> fork(Worker worker, String name, Task<U> task) {
        Objects.requireNonNull(worker, "worker");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(task, "task");
        children.checkOwner(worker, "fork()");
        return children.fork(worker, name, task);
    }

    /**
     * Takes no more forks, and returns what to wait for: it has come when all children have ended. May be called again.
     *
     * @param worker whose step it is
     */
    public Awaitable join(Worker worker) {
        Objects.requireNonNull(worker, "worker");
        children.checkOwner(worker, "join()");
        children.join();
        return children.awaited();
    }

    /** Returns whether the scope was joined, and all children have ended. On any thread. */
    public boolean isEnded() {
        return children.isEnded();
    }

    /**
     * Returns the result, once {@link #isEnded}; for the task that opened the scope.
     *
     * @return what the joiner says
     * @throws TimeoutException if the deadline has come first
     * @throws dev.secretariat.TaskFailedException if the joiner throws it for a child; the cause is what that one threw, and failures of others are suppressed
     * @throws java.util.concurrent.CancellationException if the joiner throws it, as a child was cancelled
     * @throws IllegalStateException if the scope was not joined, or not all children have ended
     */
    public R result() throws TimeoutException {
        if (children.isEnded()) return children.result(joiner);
        throw new IllegalStateException(
                children + " has not ended: return Step.await(scope.join(worker)), and ask isEnded() first");
    }

    /** Asks all children to cancel, and those that are forked later. On any thread. */
    public void cancel() {
        children.cancel();
    }

    /**
     * Asks all children to cancel, and says what has to happen before the task may end: what {@link Task#onCancel} returns, again and again.
     *
     * @param worker whose step it is
     * @return done, once all children have ended
     */
    public Step<?> windDown(Worker worker) {
        Objects.requireNonNull(worker, "worker");
        children.checkOwner(worker, "windDown()");
        if (!children.isEnded()) {
            children.cancel();
            children.join();
            Awaitable next = children.awaited();
            if (!children.isEnded()) return Step.await(next);
        }
        children.settle();
        return Step.done();
    }

    /** Returns what reports call it: whose scope it is, and which children are running. */
    @Override
    public String toString() {
        return children.toString();
    }
}
