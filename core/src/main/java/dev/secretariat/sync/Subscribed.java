package dev.secretariat.sync;

import dev.secretariat.Waker;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Puts what a publisher has into a {@link Channel}. So many elements at most are asked for in advance: each of them is put, or waits in line until there is
 * room; as it is accepted, another one is asked for.
 */
final class Subscribed<T> implements Flow.Subscriber<T> {
    private final Channel<T> channel;
    private final int window;

    /** How many have been accepted. */
    private final AtomicLong accepted = new AtomicLong();

    private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();

    Subscribed(Channel<T> channel, int window) {
        this.channel = channel;
        this.window = window;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        Objects.requireNonNull(given, "subscription");
        if (subscription.compareAndSet(null, given)) given.request(window);
        else given.cancel();
    }

    @Override
    public void onNext(T element) {
        Put<T> put = channel.newPut(Objects.requireNonNull(element, "element"), this);
        Waker waker = () -> ended(put);
        if (!put.register(waker)) ended(put);
    }

    /** Called once for each element, in which the channel has it, or refuses it. */
    private void ended(Put<T> put) {
        Flow.Subscription from = subscription.get();
        if (from == null) return; // it has published before it subscribed us
        if (put.outcome() != Put.ACCEPTED) from.cancel();
        else if (accepted.incrementAndGet() % batch() == 0) from.request(batch());
    }

    /** Returns how many to ask for at once: half of what there is room for, so that some are always on their way. */
    private int batch() {
        return (window + 1) / 2;
    }

    @Override
    public void onError(Throwable failure) {
        boolean ignored = channel.exchange.close(new Closing(Objects.requireNonNull(failure, "failure")));
    }

    @Override
    public void onComplete() {
        boolean ignored = channel.exchange.close(new Closing(null));
    }

    @Override
    public String toString() {
        return "a subscription";
    }
}
