package dev.secretariat.sync;

/**
 * An element that is put into a {@link Channel}, or waits in line for room: an awaitable, which has come once the channel has it, or has been closed.
 *
 * <p>Thread-safe. To close it takes it out of the line; what the channel has accepted stays there.
 */
public final class Put<T> extends PutRequest<T> implements AutoCloseable {
    private final Exchange<T> exchange;

    Put(Exchange<T> exchange, T element, Object owner) {
        super(element, owner);
        this.exchange = exchange;
    }

    /**
     * Returns whether the channel has accepted the element; if not, it waits, or has been taken out of the line.
     *
     * @throws ChannelClosedException if the channel was closed before
     */
    public boolean isAccepted() {
        Object how = outcome();
        if (how instanceof Closing closing) throw closing.refusal();
        return how == ACCEPTED;
    }

    /** Takes the element out of the line, if it waits. Once: what has ended stays as it is. */
    @Override
    public void close() {
        if (isWaiting()) exchange.quit(this);
    }

    @Override
    public String toString() {
        String text = "room in " + exchange;
        return isWaiting() ? text + ", waited for by " + Stock.describe(owner) : text;
    }
}
