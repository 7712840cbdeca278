package dev.secretariat;

import dev.secretariat.impl.AwaitableEvent;
import dev.secretariat.internal.StackReserve;
import dev.secretariat.internal.Texts;
import dev.secretariat.internal.Throwables;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A value that comes once, from anywhere: the bridge from callbacks and futures to tasks.
 *
 * <pre>{@code
 * Promise<Reply> reply = Promise.from(client.sendAsync(request));
 * Task<String> task = worker -> reply.isDone() ? Step.done(reply.result().text()) : Step.await(reply);
 * }</pre>
 *
 * <p>Thread-safe. What was written before {@link #complete} happens-before whatever sees the promise
 * done. No method blocks; {@link Awaitable#block} does.
 *
 * @param <T> the type of the value
 */
public final class Promise<T extends @Nullable Object> extends AwaitableEvent {
    /** Creates a promise that has yet to be {@linkplain #complete completed}. */
    public Promise() {}

    /**
     * Makes a promise that is completed as the stage is: with its value, with the exception it failed with, without the CompletionExceptions
     * and ExecutionExceptions around that, or as cancelled. It registers with the stage once, now, however often it is awaited.
     *
     * @param stage the stage, for instance a CompletableFuture
     */
    public static <T extends @Nullable Object> Promise<T> from(CompletionStage<? extends T> stage) {
        Objects.requireNonNull(stage, "stage");
        Promise<T> promise = new Promise<>();
        stage.whenComplete((value, failure) -> promise.complete(outcomeOf(value, failure)));
        return promise;
    }

    private static <T extends @Nullable Object> Outcome<T> outcomeOf(T value, @Nullable Throwable failure) {
        if (failure == null) return new Outcome.Succeeded<>(value);
        Throwable told = Throwables.unwrapped(failure);
        return told instanceof CancellationException ? new Outcome.Cancelled<>() : new Outcome.Failed<>(told);
    }

    /**
     * Completes this promise, unless it is complete already, and wakes all that wait for it.
     *
     * @param outcome how it ends
     * @return whether this call completed it
     */
    public boolean complete(Outcome<T> outcome) {
        Objects.requireNonNull(outcome, "outcome");
        StackReserve.requireTwice(); // a waiter that was not woken could not be woken later
        return tryClose(outcome);
    }

    /**
     * Completes this promise with a value; a shorthand for {@link #complete}.
     *
     * @param value the value
     * @return whether this call completed it
     */
    public boolean succeed(T value) {
        return complete(new Outcome.Succeeded<>(value));
    }

    /**
     * Completes this promise with a failure; a shorthand for {@link #complete}.
     *
     * @param cause what went wrong
     * @return whether this call completed it
     */
    public boolean fail(Throwable cause) {
        return complete(new Outcome.Failed<>(Objects.requireNonNull(cause, "cause")));
    }

    /** Returns whether this promise is complete. */
    public boolean isDone() {
        return isClosed();
    }

    /**
     * Returns the value.
     *
     * @throws IllegalStateException if the promise is not complete
     * @throws TaskFailedException if it was completed with a failure
     * @throws CancellationException if it was completed as cancelled
     */
    public T result() {
        Outcome<T> ended = outcome();
        if (ended instanceof Outcome.Failed<T> failed) throw new TaskFailedException("the promise", failed.cause());
        if (ended instanceof Outcome.Cancelled) throw new CancellationException("the promise was cancelled");
        return ended.get();
    }

    /**
     * Returns how this promise was completed.
     *
     * @throws IllegalStateException if the promise is not complete
     */
    public Outcome<T> outcome() {
        Outcome<T> ended = outcomeOrNull();
        if (ended == null) {
            throw new IllegalStateException("the promise is not complete; return Step.await(promise) and look again");
        }
        return ended;
    }

    /** What the list of those who wait is closed with: so to complete it is one CAS, and it needs no field for that. */
    @SuppressWarnings("unchecked") // it is closed by complete() alone
    private @Nullable Outcome<T> outcomeOrNull() {
        return (Outcome<T>) closedWith();
    }

    @Override
    public String toString() {
        Outcome<T> ended = outcomeOrNull();
        return ended == null ? "promise" : "promise " + Texts.simpleName(ended.getClass()); // not its value
    }
}
