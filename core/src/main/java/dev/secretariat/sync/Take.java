package dev.secretariat.sync;

import dev.secretariat.internal.StackReserve;
import org.jspecify.annotations.Nullable;

/**
 * An element that is taken from a {@link Channel}, or waited for in line: an awaitable, which has come once the element is there, or nothing is to come.
 *
 * <p>To close it leaves the line; an element that has come and was not {@linkplain #get got} goes back to the channel, to where it was taken
 * from. So whoever waits for several things, and needs only the one that comes first, loses nothing:
 *
 * <pre>{@code
 * try (Take<Call> call = phone.requestTake(fiber.worker())) {
 *     if (fiber.awaitAny(call, closingTime) == 0) answer(call.get());
 * }
 * }</pre>
 *
 * <p>Thread-safe, and an element is got or goes back, never both.
 */
public final class Take<T> extends TakeRequest<T> implements AutoCloseable {
    private final Exchange<T> exchange;

    Take(Exchange<T> exchange, Object owner) {
        super(owner);
        this.exchange = exchange;
    }

    /** Returns whether {@link #get} has something to tell. */
    public boolean isThere() {
        return !isWaiting();
    }

    /**
     * Returns the element, however often it is called; null if nothing is left in the channel, and it has been closed.
     *
     * @throws ChannelClosedException if nothing is left in the channel, and it has been closed with a cause
     * @throws IllegalStateException if nothing has come yet, or this was closed before
     */
    public @Nullable T get() {
        Object how = outcome();
        if (how == null) throw new IllegalStateException("nothing has come yet: await this, and look at isThere()");
        if (how instanceof Closing closing) {
            closing.throwCause();
            return null;
        }
        if (isOpen()) {
            StackReserve
                    .requireTwice(); // if it overflowed after that was decided, others would wait for this element to
            // come back
            if (decideToGet()) exchange.got();
        }
        if (!isGot()) throw new IllegalStateException("this was closed before its element was got");
        return element();
    }

    /** Leaves the line, or gives the element back if it was not got. Once: what has ended stays as it is. */
    @Override
    public void close() {
        if (isOpen()) exchange.quit(this);
    }

    @Override
    public String toString() {
        String text = "an element of " + exchange;
        return isWaiting() ? text + ", waited for by " + Stock.describe(owner) : text;
    }
}
