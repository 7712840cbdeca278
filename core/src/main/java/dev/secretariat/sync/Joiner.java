package dev.secretariat.sync;

import dev.secretariat.Outcome;
import dev.secretariat.TaskFailedException;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.internal.Throwables;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The policy of a {@link TaskScope} or {@link StepScope}: when the children that are left need not go on, and what the scope's result is.
 * Named, as its methods are, after the JDK's {@code StructuredTaskScope.Joiner}.
 *
 * <p>For one scope: another one refuses it. A subclass may keep its state in plain fields: {@link #onFork} and {@link #onEnd} are called one
 * after the other, for each child in this order, each call happens-before the next, and {@link #result} comes last. But they come on
 * whichever thread forks, ends a child, or does the like at the moment, so they must not block. What they throw cancels the children, and is thrown by
 * {@code join}.
 *
 * <p>To look at a child's outcome is to observe its failure: a joiner that does so in {@link #onEnd} has to tell of it in {@link #result}. The ones
 * made here look at failures in {@link #result} alone. So where nobody gets that far, as the owner was cancelled, or where
 * nobody asks, as with {@link #awaitAll}, failures that nobody has looked at go to the scheduler's failure handler.
 *
 * @param <T> of what the children return
 * @param <R> of the scope's result
 */
public abstract class Joiner<T extends @Nullable Object, R extends @Nullable Object> {
    /** By the thread that opens the scope. */
    private boolean isTaken;

    /** For subclasses. */
    protected Joiner() {}

    /** Takes it for a scope. */
    final void take() {
        if (isTaken) throw new IllegalStateException("this joiner serves another scope; make a new one for each");
        isTaken = true;
    }

    /**
     * Takes in that a child has been forked. This implementation does nothing.
     *
     * @param child the child, which may have ended by now
     */
    protected void onFork(TaskHandle<? extends T> child) {}

    /**
     * Takes in that a child has ended, also one that was cancelled, and one that ends after the decision.
     *
     * @param child the child, which is done
     * @return true to cancel the children that are left, and those that are forked from now on
     */
    protected abstract boolean onEnd(TaskHandle<? extends T> child);

    /** Returns the result of a scope all of whose children have ended; what it throws, {@code join} throws. */
    protected abstract R result();

    /**
     * Returns the result of a scope whose deadline has come first, so that children were cancelled, and have ended. This implementation throws the exception;
     * where what there is will do, override it with {@link #result}.
     *
     * @param late what to throw
     */
    protected R onDeadline(TimeoutException late) throws TimeoutException {
        throw late;
    }

    // ---- The JDK's ----

    /**
     * Makes a joiner whose result is the list, which cannot be changed, of all results, in the order of the forks. The first child that fails cancels
     * the others, and {@code join} throws a {@link TaskFailedException} for it, with the failures of others suppressed; likewise a
     * {@link CancellationException} if one was cancelled.
     */
    public static <T extends @Nullable Object> Joiner<T, List<T>> allSuccessfulOrThrow() {
        return new AllSuccessful<>();
    }

    /** Makes a joiner that is {@link #allSuccessfulOrThrow} without a result, and keeps no child that has succeeded. */
    public static <T extends @Nullable Object> Joiner<T, @Nullable Void> awaitAllSuccessfulOrThrow() {
        return new AwaitAllSuccessful<>();
    }

    /**
     * Makes a joiner whose result is that of the child that succeeds first, which cancels the others. If none does, {@code join}
     * throws a {@link TaskFailedException} for the one that failed first, with the others' failures suppressed; a {@link
     * CancellationException} if all were cancelled; a {@link NoSuchElementException} if none was forked.
     */
    public static <T extends @Nullable Object> Joiner<T, T> anySuccessfulOrThrow() {
        return new AnySuccessful<>();
    }

    /** Makes a joiner that waits for all, however they end, and keeps none of them: handles tell how. */
    public static <T extends @Nullable Object> Joiner<T, @Nullable Void> awaitAll() {
        return new AwaitAll<>();
    }

    /**
     * Makes a joiner whose result is the list, which cannot be changed, of all children, in the order of the forks, each of which has
     * ended: by itself, or as the others were cancelled once the predicate said so.
     *
     * @param isDone asked of each child that ends, until it says true; see the class about what it may do
     */
    public static <T extends @Nullable Object> Joiner<T, List<TaskHandle<? extends T>>> allUntil(
            Predicate<? super TaskHandle<? extends T>> isDone) {
        return new AllUntil<>(Objects.requireNonNull(isDone, "isDone"));
    }

    /** Those that have not succeeded, in the order of their ends. */
    private static final class Unsuccessful {
        private final List<TaskHandle<?>> failed = new ArrayList<>();
        private @Nullable TaskHandle<?> cancelled;

        boolean add(TaskHandle<?> child) {
            if (child.state() == TaskState.FAILED) failed.add(child);
            else if (cancelled == null) cancelled = child;
            return true;
        }

        /** Looks at what has failed, which does not matter any more. */
        void observe() {
            for (TaskHandle<?> child : failed) {
                var ignored = child.outcome();
            }
        }

        /** Throws the first failure, with the others; or what tells of a cancelled one, unless there is none. */
        void throwFirst() {
            if (!failed.isEmpty()) throw first();
            if (cancelled != null) {
                var ignored = cancelled.result();
            }
        }

        /**
         * What is thrown is made here, for this scope: a failure that is a constant is the cause of many, and must not collect
         * what failed beside it.
         */
        private TaskFailedException first() {
            try {
                throw new AssertionError("has not failed: " + failed.get(0).result());
            } catch (TaskFailedException first) {
                for (TaskHandle<?> other : failed) {
                    if (!(other.outcome() instanceof Outcome.Failed<?> later)) continue;
                    if (later.cause() != first.getCause()) Throwables.suppress(first, later.cause());
                }
                return first;
            }
        }
    }

    private static final class AllSuccessful<T extends @Nullable Object> extends Joiner<T, List<T>> {
        private final List<TaskHandle<? extends T>> children = new ArrayList<>();
        private final Unsuccessful unsuccessful = new Unsuccessful();

        @Override
        protected void onFork(TaskHandle<? extends T> child) {
            children.add(child);
        }

        @Override
        protected boolean onEnd(TaskHandle<? extends T> child) {
            return child.state() != TaskState.SUCCEEDED && unsuccessful.add(child);
        }

        @Override
        protected List<T> result() {
            unsuccessful.throwFirst();
            List<T> results = new ArrayList<>(children.size());
            for (TaskHandle<? extends T> child : children) results.add(child.result());
            return Collections.unmodifiableList(results);
        }
    }

    private static final class AwaitAllSuccessful<T extends @Nullable Object> extends Joiner<T, @Nullable Void> {
        private final Unsuccessful unsuccessful = new Unsuccessful();

        @Override
        protected boolean onEnd(TaskHandle<? extends T> child) {
            return child.state() != TaskState.SUCCEEDED && unsuccessful.add(child);
        }

        @Override
        protected @Nullable Void result() {
            unsuccessful.throwFirst();
            return null;
        }
    }

    private static final class AnySuccessful<T extends @Nullable Object> extends Joiner<T, T> {
        private final Unsuccessful unsuccessful = new Unsuccessful();
        private @Nullable TaskHandle<? extends T> winner;

        @Override
        protected boolean onEnd(TaskHandle<? extends T> child) {
            if (winner != null) return true;
            if (child.state() == TaskState.SUCCEEDED) winner = child;
            else unsuccessful.add(child);
            return winner != null;
        }

        @Override
        protected T result() {
            if (winner != null) {
                unsuccessful.observe();
                return winner.result();
            }
            unsuccessful.throwFirst();
            throw new NoSuchElementException("no child was forked, so none can have succeeded");
        }
    }

    private static final class AwaitAll<T extends @Nullable Object> extends Joiner<T, @Nullable Void> {
        @Override
        protected boolean onEnd(TaskHandle<? extends T> child) {
            return false;
        }

        @Override
        protected @Nullable Void result() {
            return null;
        }
    }

    private static final class AllUntil<T extends @Nullable Object> extends Joiner<T, List<TaskHandle<? extends T>>> {
        private final Predicate<? super TaskHandle<? extends T>> isDone;
        private final List<TaskHandle<? extends T>> children = new ArrayList<>();
        private boolean isDecided;

        AllUntil(Predicate<? super TaskHandle<? extends T>> isDone) {
            this.isDone = isDone;
        }

        @Override
        protected void onFork(TaskHandle<? extends T> child) {
            children.add(child);
        }

        @Override
        protected boolean onEnd(TaskHandle<? extends T> child) {
            if (!isDecided) isDecided = isDone.test(child);
            return isDecided;
        }

        @Override
        protected List<TaskHandle<? extends T>> result() {
            return Collections.unmodifiableList(children);
        }
    }
}
