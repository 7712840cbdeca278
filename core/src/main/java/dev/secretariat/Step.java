package dev.secretariat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a task says at the end of one piece of work: that it is done, or what has to happen before its
 * next piece.
 *
 * <p>Immutable, thread-safe and reusable: a task may keep {@code Step.await(phone.readable())} in a
 * field and return it a million times. {@link #yieldNow()} and {@link #done()} allocate nothing.
 *
 * <p>A task that wraps another one looks at its steps with {@link #isDone()}, {@link #value()} and
 * {@link #pending()}. The nested classes are for authors of schedulers.
 *
 * @param <T> the type of the task's result
 */
public abstract sealed class Step<T extends @Nullable Object> {
    private Step() {}

    /**
     * Says that the task has ended with this value.
     *
     * @param value the result, which may be null where {@code T} allows it
     */
    public static <T extends @Nullable Object> Step<T> done(T value) {
        return new Done<>(value);
    }

    /** Says that the task has ended without a value. */
    @SuppressWarnings("unchecked") // NOTHING's only value is null
    public static Step<Void> done() {
        return (Step<Void>) Done.NOTHING;
    }

    /** Says that it is someone else's turn; the task stays ready. */
    @SuppressWarnings("unchecked") // an unfinished step holds no T
    public static <T extends @Nullable Object> Step<T> yieldNow() {
        return (Step<T>) Yield.INSTANCE;
    }

    /**
     * Says that the task waits for the awaitable. Its next step checks again whether the condition holds: a
     * wake may be spurious.
     *
     * @param awaitable what to wait for; awaiting the task's own handle fails the task
     */
    public static <T extends @Nullable Object> Step<T> await(Awaitable awaitable) {
        Objects.requireNonNull(awaitable, "awaitable");
        return new Await<>(awaitable);
    }

    /**
     * Says that the task waits for whichever of the awaitables comes first. Its next step checks which: the order
     * in which it checks is their priority.
     *
     * <p>Each such wait costs time in proportion to the number of awaitables, so to wait for thousands by one
     * {@code awaitAny} after the other, each of those that are left, costs the square of their number. Where all have
     * to come, await them one by one; for many tasks, as they end, there are {@link Tasks#collect} and {@link Tasks#first}.
     *
     * @param awaitables what to wait for, at least one; the array is copied
     */
    public static <T extends @Nullable Object> Step<T> awaitAny(Awaitable... awaitables) {
        Objects.requireNonNull(awaitables, "awaitables");
        if (awaitables.length == 0) {
            throw new IllegalArgumentException("awaitables is empty: the task would wait for ever");
        }
        Awaitable[] copy = awaitables.clone();
        for (int i = 0; i < copy.length; i++) {
            Objects.requireNonNull(copy[i], "awaitables[" + i + "]");
        }
        return copy.length == 1 ? new Await<>(copy[0]) : new AwaitAny<>(copy);
    }

    /**
     * Says that the task waits for whichever of the awaitables comes first; see {@link #awaitAny(Awaitable...)}.
     *
     * @param awaitables what to wait for, at least one; the collection is copied, in its order
     */
    public static <T extends @Nullable Object> Step<T> awaitAny(Collection<? extends Awaitable> awaitables) {
        return awaitAny(Objects.requireNonNull(awaitables, "awaitables").toArray(Awaitable[]::new));
    }

    /**
     * Says that the task sleeps. The time begins when the step has returned, and only its end or a request to
     * cancel ends the sleep. For a wait that something else may end, use {@link #awaitAny} with a
     * {@link Deadline}.
     *
     * @param duration how long; zero or less makes it a {@link #yieldNow()}
     */
    public static <T extends @Nullable Object> Step<T> sleep(Duration duration) {
        Objects.requireNonNull(duration, "duration");
        return new Sleep<>(duration);
    }

    /**
     * Says that the task goes on at once with its next stage or part. Compositions do so between two pieces of users' code: a
     * scheduler may run some more of them in the same step, and a simulation lets others come in between.
     */
    @SuppressWarnings("unchecked") // an unfinished step holds no T
    public static <T extends @Nullable Object> Step<T> goOn() {
        return (Step<T>) GoOn.INSTANCE;
    }

    /** Returns whether the task has ended with this step. */
    public boolean isDone() {
        return false;
    }

    /**
     * Returns the task's result.
     *
     * @throws IllegalStateException unless {@link #isDone()}
     */
    public T value() {
        throw new IllegalStateException("no value: " + this + " is not done; ask isDone() first");
    }

    /**
     * Returns this unfinished step as a step of a task with another result type; for tasks that wrap others.
     *
     * @throws IllegalStateException if {@link #isDone()}
     */
    @SuppressWarnings("unchecked") // an unfinished step holds no T
    public <U extends @Nullable Object> Step<U> pending() {
        return (Step<U>) this;
    }

    /** The task has ended. */
    public static final class Done<T extends @Nullable Object> extends Step<T> {
        private static final Step<?> NOTHING = new Done<@Nullable Object>(null);

        private final T value;

        private Done(T value) {
            this.value = value;
        }

        @Override
        public boolean isDone() {
            return true;
        }

        @Override
        public T value() {
            return value;
        }

        @Override
        public <U extends @Nullable Object> Step<U> pending() {
            throw new IllegalStateException(this + " is not pending; ask isDone() first");
        }

        @Override
        public String toString() {
            return value == null ? "done()" : "done(a " + value.getClass().getName() + ")";
        }
    }

    /** The task stays ready. */
    public static final class Yield<T extends @Nullable Object> extends Step<T> {
        private static final Step<?> INSTANCE = new Yield<@Nullable Object>();

        private Yield() {}

        @Override
        public String toString() {
            return "yieldNow()";
        }
    }

    /** The task goes on with its next stage or part, mostly within the same step. */
    public static final class GoOn<T extends @Nullable Object> extends Step<T> {
        private static final Step<?> INSTANCE = new GoOn<@Nullable Object>();

        private GoOn() {}

        @Override
        public String toString() {
            return "goes on";
        }
    }

    /** The task waits for one thing. */
    public static final class Await<T extends @Nullable Object> extends Step<T> {
        private final Awaitable awaitable;

        private Await(Awaitable awaitable) {
            this.awaitable = awaitable;
        }

        /** Returns what it waits for. */
        public Awaitable awaitable() {
            return awaitable;
        }

        @Override
        public String toString() {
            return "await(" + awaitable + ")";
        }
    }

    /** The task waits for the first of several things. */
    public static final class AwaitAny<T extends @Nullable Object> extends Step<T> {
        private final Awaitable[] awaitables;

        private AwaitAny(Awaitable[] awaitables) {
            this.awaitables = awaitables;
        }

        /** Returns how many things it waits for, at least two. */
        public int count() {
            return awaitables.length;
        }

        /**
         * Returns one of them.
         *
         * @param index from zero, in the order given
         */
        public Awaitable awaitable(int index) {
            return awaitables[index];
        }

        @Override
        public String toString() {
            return "awaitAny(" + Arrays.toString(awaitables) + ")";
        }
    }

    /** The task sleeps. */
    public static final class Sleep<T extends @Nullable Object> extends Step<T> {
        private final Duration duration;

        private Sleep(Duration duration) {
            this.duration = duration;
        }

        /** Returns how long, from the return of the step. */
        public Duration duration() {
            return duration;
        }

        @Override
        public String toString() {
            return "sleep(" + duration + ")";
        }
    }
}
