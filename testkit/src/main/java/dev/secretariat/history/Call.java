package dev.secretariat.history;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A call that was begun and is told once how it ended; see {@link Client#begin}. One that is told nothing has not returned: it may have
 * taken effect at any time since, or never. Thread-safe.
 *
 * @param <O> the type of the operations
 * @param <R> the type of the results
 */
public final class Call<O, R extends @Nullable Object> {
    private record End<R extends @Nullable Object>(Moment at, Response<R> response) {}

    private final String client;
    private final O operation;
    private final Moments moments;

    /** Set once, before the call is recorded. */
    private @Nullable Moment called;

    private final AtomicReference<@Nullable End<R>> end = new AtomicReference<>();

    Call(String client, O operation, Moments moments) {
        this.client = client;
        this.operation = operation;
        this.moments = moments;
    }

    void begin() {
        called = moments.next();
    }

    /**
     * Says that it has returned this.
     *
     * @throws IllegalStateException if it has ended before
     */
    public void returned(R result) {
        end(new Returned<>(result));
    }

    /**
     * Says that it has returned, without a result.
     *
     * @throws IllegalStateException if it has ended before
     */
    public void returned() {
        end(new Finished<>());
    }

    /**
     * Says that it has thrown this, which the model has a say in; see {@link Next#throwing}.
     *
     * @throws IllegalStateException if it has ended before
     */
    public void threw(Throwable failure) {
        end(new Threw<>(Objects.requireNonNull(failure, "failure")));
    }

    /**
     * Says that nobody will know how it has ended, as after a time-out of a remote call: it may take effect at any time, now or later, or
     * never. Its client may go on.
     *
     * @throws IllegalStateException if it has ended before
     */
    public void unknown() {
        end(new Unanswered<>(true));
    }

    /**
     * Says that it has ended, and has certainly not taken effect, as one that was refused, or given up while it waited.
     *
     * @throws IllegalStateException if it has ended before
     */
    public void hadNoEffect() {
        end(new Unanswered<>(false));
    }

    private void end(Response<R> response) {
        End<R> now = new End<>(moments.next(), response);
        if (!end.compareAndSet(null, now)) {
            throw new IllegalStateException("a call ends once, and now '" + response + "' comes after " + this);
        }
    }

    boolean hasEnded() {
        return end.get() != null;
    }

    Operation<O, R> toOperation() {
        End<R> ended = end.get();
        Moment at = Objects.requireNonNull(called);
        if (ended == null) return new Operation<>(client, operation, new Unanswered<>(true), at, null);
        return new Operation<>(client, operation, ended.response(), at, ended.at());
    }

    @Override
    public String toString() {
        End<R> ended = end.get();
        return Texts.of(operation) + " by " + client + ", which "
                + (ended == null ? "has not returned" : ended.response().toString());
    }
}
