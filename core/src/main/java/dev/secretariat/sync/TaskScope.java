package dev.secretariat.sync;

import dev.secretariat.Deadline;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import dev.secretariat.fiber.Fiber;
import dev.secretariat.internal.Throwables;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that a fiber forks, and that end before it goes on: structured concurrency, as by the JDK's {@code StructuredTaskScope}. For tasks in
 * steps there is {@link StepScope}.
 *
 * <pre>{@code
 * try (TaskScope<Price, List<Price>> scope = TaskScope.open(fiber, Joiner.allSuccessfulOrThrow())) {
 *     for (Shop shop : shops) scope.fork(shop.name(), shop.ask(article));
 *     List<Price> prices = scope.join(); // the first that fails cancels the others, and is thrown once they have ended
 * }
 * }</pre>
 *
 * <p>When {@link #join} or {@link #close} has returned or thrown, all children have ended, wound down where they were cancelled. Children are
 * cancelled when the {@link Joiner} says that the others need not go on, when the scope's deadline comes, by {@link #cancel}, when the fiber itself is cancelled while it
 * waits here, and by {@code close}. That does not touch the fiber: what it does beside its children, it goes on with until it joins. Scopes nest: a
 * child may open its own, and a fiber several.
 *
 * <p>All but {@link #cancel} and {@link #toString} is for the body that opened it, on its own thread; another task gets an IllegalStateException,
 * as does a child, which would wait for itself. If the fiber ends and has left a scope open, its children are cancelled, and a
 * warning in the log tells its name.
 *
 * <p>What the fiber did before a {@code fork} happens-before what the child does, and that before what follows {@code join} or {@code close}.
 *
 * @param <T> of what the children return
 * @param <R> of the scope's result
 */
public final class TaskScope<T extends @Nullable Object, R extends @Nullable Object> implements AutoCloseable {
    private final Fiber fiber;
    private final Worker worker;
    private final Joiner<? super T, ? extends R> joiner;
    final Children<T> children;
    private boolean isClosed;

    private TaskScope(Fiber fiber, Joiner<? super T, ? extends R> joiner, @Nullable Deadline deadline) {
        this.fiber = Objects.requireNonNull(fiber, "fiber");
        this.worker = fiber.worker();
        this.joiner = Objects.requireNonNull(joiner, "joiner");
        this.children = Children.of(worker, joiner, deadline);
    }

    /**
     * Opens a scope.
     *
     * @param fiber whose body calls
     * @param joiner when the children that are left need not go on, and what the result is; a new one for each scope
     */
    public static <T extends @Nullable Object, R extends @Nullable Object> TaskScope<T, R> open(
            Fiber fiber, Joiner<? super T, ? extends R> joiner) {
        return new TaskScope<>(fiber, joiner, null);
    }

    /**
     * Opens a scope with a deadline: if children are running when it comes, or are forked later, they are cancelled, and {@link #join} throws a
     * TimeoutException, or does what the joiner says.
     *
     * @param fiber whose body calls
     * @param joiner when the children that are left need not go on, and what the result is; a new one for each scope
     * @param deadline by when the children are to have ended; of any scheduler
     */
    public static <T extends @Nullable Object, R extends @Nullable Object> TaskScope<T, R> open(
            Fiber fiber, Joiner<? super T, ? extends R> joiner, Deadline deadline) {
        return new TaskScope<>(fiber, joiner, Objects.requireNonNull(deadline, "deadline"));
    }

    /**
     * Submits a child to the scheduler that runs the fiber. In a scope that is cancelled already, so is the child.
     *
     * @param task the task
     * @return its handle
     * @throws IllegalStateException after {@link #join} or {@link #close}
     * @throws java.util.concurrent.RejectedExecutionException after {@link dev.secretariat.Scheduler#shutdownNow()}
     */
    public <U extends T> TaskHandle<U> fork(Task<U> task) {
        Objects.requireNonNull(task, "task");
        checkOwner("fork()");
        return children.fork(worker, null, task);
    }

    /**
     * Submits a child under a name; see {@link #fork(Task)}.
     *
     * @param name what reports call the child
     * @param task the task
     * @return its handle
     */
    public <U extends T> TaskHandle<U> fork(String name, Task<U> task) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(task, "task");
        checkOwner("fork()");
        return children.fork(worker, name, task);
    }

    /**
     * Waits until all children have ended, and returns the result. Once.
     *
     * @return what the joiner says
     * @throws TimeoutException if the deadline has come first
     * @throws dev.secretariat.TaskFailedException if the joiner throws it for a child; the cause is what that one threw, and failures of others are suppressed
     * @throws CancellationException if this fiber is cancelled, and the children are then, too; or if the joiner throws it, as a child was cancelled;
     *     {@link Fiber#isCancelled} tells which
     */
    public R join() throws TimeoutException {
        checkOwner("join()");
        if (children.hasJoined()) throw new IllegalStateException("the scope was joined or closed before");
        try {
            fiber.checkCancelled();
            children.join();
            while (!children.isEnded()) fiber.await(children.awaited());
        } catch (CancellationException cancelled) {
            end();
            throw cancelled;
        }
        return children.result(joiner);
    }

    /** Asks all children to cancel, and those that are forked later. On any thread. */
    public void cancel() {
        children.cancel();
    }

    /**
     * Cancels the children that are left, and waits until they have ended, whatever comes: it cannot be cancelled.
     *
     * @throws IllegalStateException then, if something was forked and {@link #join} never called; not if the fiber is cancelled, which may have
     *     kept it from that
     */
    @Override
    public void close() {
        if (isClosed) return;
        checkOwner("close()");
        boolean isUnjoined = children.hasForked() && !children.hasJoined();
        end();
        isClosed = true;
        if (!isUnjoined || fiber.isCancelled()) return;
        throw new IllegalStateException("the scope of " + worker.task()
                + " was closed without a join() after its forks; its children were cancelled");
    }

    private void end() {
        if (!children.isEnded()) {
            children.cancel();
            children.join();
            awaitShielded();
        }
        children.settle();
    }

    private void awaitShielded() {
        try {
            while (!children.isEnded()) {
                fiber.shielded(() -> {
                    fiber.await(children.awaited());
                    return children;
                });
            }
        } catch (Exception thrown) {
            throw Throwables.unchecked(thrown);
        }
    }

    private void checkOwner(String doing) {
        try {
            var ignored = fiber.worker();
        } catch (IllegalStateException elsewhere) { // another thread than the body's
            throw children.notOwner("thread '" + Thread.currentThread().getName() + "' calls " + doing, elsewhere);
        }
    }

    /** Returns what reports call it: whose scope it is, and which children are running. */
    @Override
    public String toString() {
        return children.toString();
    }
}
