package dev.secretariat.sync;

/** Waits at the ends of a channel, for tests that need no task. */
final class ChannelWaits {
    private ChannelWaits() {}

    static <T> Put<T> put(Channel<T> channel, T element) {
        Put<T> put = new Put<>(channel.exchange, element, "a test");
        channel.exchange.add(put);
        return put;
    }

    static <T> Take<T> take(Channel<T> channel) {
        Take<T> take = new Take<>(channel.exchange, "a test");
        channel.exchange.add(take);
        return take;
    }
}
