package dev.secretariat.history;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One of those whose calls make up a {@link History}. Thread-safe: a client is the same one in whichever thread it calls.
 *
 * @param <O> the type of the operations
 * @param <R> the type of the results
 */
public final class Client<O, R extends @Nullable Object> {
    /**
     * What is called, for its result.
     *
     * @param <T> the type of the result
     * @param <X> what it throws, if anything
     */
    @FunctionalInterface
    public interface Body<T extends @Nullable Object, X extends Exception> {
        /** Does it. */
        T call() throws X;
    }

    /**
     * What is called, without a result.
     *
     * @param <X> what it throws, if anything
     */
    @FunctionalInterface
    public interface Action<X extends Exception> {
        /** Does it. */
        void run() throws X;
    }

    private final String name;
    private final boolean isPipelined;
    private final Moments moments;
    private final Consumer<Call<O, R>> record;

    /** The last call of a client who makes one at a time. */
    private final AtomicReference<@Nullable Call<O, R>> last = new AtomicReference<>();

    Client(String name, boolean isPipelined, Moments moments, Consumer<Call<O, R>> record) {
        this.name = name;
        this.isPipelined = isPipelined;
        this.moments = moments;
        this.record = record;
    }

    boolean isPipelined() {
        return isPipelined;
    }

    /**
     * Records a call that begins now, for one that lasts over several steps or waits. What it returns is told how it ends.
     *
     * @throws IllegalStateException if the client's last call has not ended, unless its calls may overlap
     */
    public Call<O, R> begin(O operation) {
        Objects.requireNonNull(operation, "operation");
        Call<O, R> call = new Call<>(name, operation, moments);
        if (!isPipelined && !takesTurn(call)) {
            throw new IllegalStateException("client " + name + " calls " + Texts.of(operation) + " while its call "
                    + last.get() + "; end that one first, by unknown() if nobody knows how, or use a pipelinedClient");
        }
        call.begin();
        record.accept(call);
        return call;
    }

    private boolean takesTurn(Call<O, R> call) {
        Call<O, R> before = last.get();
        return (before == null || before.hasEnded()) && last.compareAndSet(before, call);
    }

    /**
     * Calls, and records the call with how it ends. An exception is an answer too, which the model has a say in; but where it is a
     * CancellationException, an InterruptedException or an Error, nobody knows what the call has done. A body may wait by its fiber.
     *
     * @param body what is called; it runs at once, on the calling thread
     * @return what that returns
     * @throws X what that throws
     * @throws IllegalStateException as {@link #begin}
     */
    public <T extends R, X extends Exception> T call(O operation, Body<T, X> body) throws X {
        Objects.requireNonNull(body, "body");
        Call<O, R> call = begin(operation);
        try {
            T result = body.call();
            call.returned(result);
            return result;
        } catch (Throwable failure) {
            if (!call.hasEnded()) endBy(failure, call);
            throw failure;
        }
    }

    /**
     * Does as {@link #call} for what has no result; the model says {@link Next#of(Object)} of it.
     *
     * @throws X what the action throws
     * @throws IllegalStateException as {@link #begin}
     */
    public <X extends Exception> void run(O operation, Action<X> action) throws X {
        Objects.requireNonNull(action, "action");
        Call<O, R> call = begin(operation);
        try {
            action.run();
            call.returned();
        } catch (Throwable failure) {
            if (!call.hasEnded()) endBy(failure, call);
            throw failure;
        }
    }

    private void endBy(Throwable failure, Call<O, R> call) {
        boolean isAnswer = failure instanceof Exception
                && !(failure instanceof CancellationException)
                && !(failure instanceof InterruptedException);
        if (isAnswer) call.threw(failure);
        else call.unknown();
    }

    @Override
    public String toString() {
        return name;
    }
}
