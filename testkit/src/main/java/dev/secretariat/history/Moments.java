package dev.secretariat.history;

import dev.secretariat.Ticker;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers the moments of a history, from any thread: if one was taken before another one was begun to be taken, its
 * number is lower.
 */
final class Moments {
    private final Ticker ticker;
    private final long originNanos;
    private final AtomicLong next = new AtomicLong();

    Moments(Ticker ticker) {
        this.ticker = ticker;
        this.originNanos = ticker.nanos();
    }

    Moment next() {
        long nanos = ticker.nanos() - originNanos;
        return new Moment(next.getAndIncrement(), nanos);
    }
}
