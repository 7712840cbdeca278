package dev.secretariat.examples.chat;

import dev.secretariat.Awaitable;
import dev.secretariat.Promise;
import dev.secretariat.Waker;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * Comes whenever something has become ready again, for all who wait. Thread-safe.
 *
 * <p>Those who wait are those of a promise, one for each round. A waiter is <em>first remembered, and only then</em> asks that somebody look. So whoever
 * is asked, and finds it ready, ends the round that the waiter is in, or a later one, and no waiter is missed.
 */
final class Readiness implements Awaitable {
    private final String name;
    private final BooleanSupplier ask;
    private final AtomicReference<Promise<Boolean>> round = new AtomicReference<>(new Promise<>());

    /**
     * Makes a condition.
     *
     * @param name what reports call it
     * @param ask asks that somebody look, who then calls {@link #isReady}; returns false if nobody will look any more
     */
    Readiness(String name, BooleanSupplier ask) {
        this.name = name;
        this.ask = ask;
    }

    /** Wakes all who wait. */
    void isReady() {
        boolean ignored = round.getAndSet(new Promise<>()).succeed(true);
    }

    @Override
    public boolean register(Waker waker) {
        Promise<Boolean> mine = round.get();
        if (!mine.register(Objects.requireNonNull(waker, "waker"))) return false; // it has just become ready
        if (ask.getAsBoolean() && round.get() == mine) return true;
        mine.deregister(waker);
        return false;
    }

    @Override
    public void deregister(Waker waker) {
        round.get().deregister(waker); // a round that has ended has forgotten it
    }

    @Override
    public String toString() {
        return name;
    }
}
