package dev.secretariat;

import dev.secretariat.impl.ThreadWaker;
import dev.secretariat.internal.Texts;
import dev.secretariat.internal.Times;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A condition that a task can wait for without costing a thread: {@code return
 * Step.await(awaitable)}.
 *
 * <p>Every {@link TaskHandle}, {@link Promise} and {@link Deadline} is one, and users write their
 * own. Something with two conditions, such as a channel, is not an awaitable but <em>has</em> two:
 * {@code readable()} and {@code writable()}.
 *
 * <p>A user's implementation must be thread-safe: {@code register} and {@code deregister} come from
 * whatever thread waits, or runs or ends the task that does, wakes from wherever the condition becomes true. Neither may
 * block.
 */
public interface Awaitable {
    /**
     * Asks for a wake when the condition may hold.
     *
     * <p>The implementation must not miss the moment: either it sees the condition here and returns
     * false, or it remembers the waker and calls it when the condition comes true, even if that is before this
     * method returns. What it throws fails the task that wanted to wait.
     *
     * @param waker to be called when the condition may hold
     * @return false if the condition holds already; the waker is not kept then
     */
    boolean register(Waker waker);

    /**
     * Forgets a waker; called exactly once for each {@code register} that returned true, after the
     * task's next step has returned, or when the task begins to wind down or ends, whether the wake came or not.
     *
     * <p>An awaitable that wakes one waiter per event must here wake the next waiter if its
     * condition still holds: the waker that leaves may have been given a wake that it did not use.
     * An unknown waker is ignored. What this throws goes to the {@link FailureHandler}.
     *
     * @param waker as it was registered
     */
    void deregister(Waker waker);

    /**
     * Returns the task that will make the condition true, where that is known, such as the holder of a lock. Reports
     * use it to tell who waits for whom. This implementation returns null.
     */
    default @Nullable TaskHandle<?> holder() {
        return null;
    }

    /**
     * Blocks the calling thread until the condition may hold, for threads that run no
     * tasks. Inside a step, return {@link Step#await} instead. It drives no scheduler: where one without a thread has to run
     * for the condition to come, submit a task that awaits it, and {@linkplain TaskHandle#join(Duration) join} that.
     *
     * <p>Like a task, the caller looks again at what it waited for: a wake may be spurious.
     *
     * @param awaitable what to wait for
     * @param timeout how long at most, in real time
     * @throws InterruptedException if the thread is interrupted before or while it waits
     * @throws TimeoutException if the time ran out
     */
    static void block(Awaitable awaitable, Duration timeout) throws InterruptedException, TimeoutException {
        block(awaitable, timeout, Ticker.system());
    }

    /**
     * Blocks the calling thread until the condition may hold, without a time-out; see {@link #block(Awaitable, Duration)}.
     *
     * @param awaitable what to wait for
     * @throws InterruptedException if the thread is interrupted before or while it waits
     */
    static void block(Awaitable awaitable) throws InterruptedException {
        Objects.requireNonNull(awaitable, "awaitable");
        Ticker ticker = Ticker.system();
        while (!new ThreadWaker(awaitable).block(ticker, ticker.nanos() + Times.FAR_NANOS)) {}
    }

    /**
     * Blocks the calling thread until the condition may hold, in the time of another ticker; see {@link
     * #block(Awaitable, Duration)}.
     *
     * @param awaitable what to wait for
     * @param timeout how long at most
     * @param ticker the clock by which the timeout is measured
     * @throws InterruptedException if the thread is interrupted before or while it waits
     * @throws TimeoutException if the time ran out
     */
    static void block(Awaitable awaitable, Duration timeout, Ticker ticker)
            throws InterruptedException, TimeoutException {
        Objects.requireNonNull(awaitable, "awaitable");
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(ticker, "ticker");
        boolean woken = new ThreadWaker(awaitable).block(ticker, Times.after(ticker.nanos(), timeout));
        if (!woken) throw new TimeoutException("waited for " + timeout + " for " + Texts.of(awaitable));
    }
}
