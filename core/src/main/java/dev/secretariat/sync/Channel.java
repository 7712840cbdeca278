package dev.secretariat.sync;

import dev.secretariat.Awaitable;
import dev.secretariat.Deadline;
import dev.secretariat.Worker;
import dev.secretariat.fiber.Fiber;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What tasks hand each other elements through: any number of them at either end.
 *
 * <pre>{@code
 * Channel<Letter> mail = Channel.bounded(16);
 *
 * mail.put(fiber, letter);    // waits while sixteen are in it
 * mail.close();               // when there are no more
 *
 * Letter letter;
 * while ((letter = mail.take(fiber)) != null) read(letter); // null: closed, and none is left
 * }</pre>
 *
 * <p>Elements are taken in the order in which they were put, each once; and first in, first out holds of those that wait at either end, too. One
 * that leaves its line, as its task is cancelled or its time is up, leaves nothing behind, and takes nothing with it.
 *
 * <p><b>The end.</b> After {@link #close} nothing can be put, but what is in the channel, or waits to be put, is still taken; then a take returns null, or, if it was
 * closed with a cause, throws a {@link ChannelClosedException}. Whoever takes and gives up calls {@link #closeNow}, so that those
 * who put do not wait for ever.
 *
 * <p>Thread-safe. What was done before an element was put happens-before what is done by whoever takes it; what was done before it was taken
 * from a {@linkplain #rendezvous rendezvous} or a full channel, before what is done by whoever got room by that. No method blocks but
 * those for threads; yet each but the reports' waits while another thread is at work in the channel: a microsecond or some, and longer if the
 * system lets that thread stand still. Null is no element.
 */
public final class Channel<T> {
    final Exchange<T> exchange;

    private Channel(String name, int capacity, boolean keepsLatest) {
        this.exchange = new Exchange<>(name, capacity, keepsLatest);
    }

    /** Creates a channel that holds nothing: whoever puts an element waits until somebody takes it. */
    public static <T> Channel<T> rendezvous() {
        return new Channel<>("rendezvous", 0, false);
    }

    /**
     * Creates a channel in which there is room for so many elements.
     *
     * @param capacity one or more
     */
    public static <T> Channel<T> bounded(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException(
                    "capacity is less than one: " + capacity + "; a channel that holds nothing is a rendezvous()");
        }
        return new Channel<>("channel of " + capacity, capacity, false);
    }

    /** Creates a channel in which there is always room. Nothing slows down those who put more than is taken but the heap's end. */
    public static <T> Channel<T> unbounded() {
        return new Channel<>("unbounded channel", Integer.MAX_VALUE, false);
    }

    /** Creates a channel that keeps the latest element alone: one that is put takes the place of one that nobody has taken. */
    public static <T> Channel<T> latest() {
        return new Channel<>("channel of the latest", 1, true);
    }

    // ---- Without waiting ----

    /**
     * Puts an element, if there is room and nobody waits for some, or somebody waits to take one.
     *
     * @param element the element
     * @return whether it was put
     * @throws ChannelClosedException if the channel has been closed
     */
    public boolean offer(T element) {
        return exchange.offer(Objects.requireNonNull(element, "element"));
    }

    /**
     * Takes an element, if there is one, or somebody waits to put one.
     *
     * @return the element, or null; {@link #isEnded} tells whether others may come
     * @throws ChannelClosedException if none is left and the channel has been closed with a cause
     */
    public @Nullable T poll() {
        T element = exchange.poll();
        Closing closing = element == null ? exchange.ended() : null;
        if (closing != null) closing.throwCause();
        return element;
    }

    // ---- In steps ----

    /**
     * Puts an element, now or when there is room and its turn has come.
     *
     * <pre>{@code
     * if (sending == null) sending = mail.requestPut(worker, letter);
     * if (!sending.isAccepted()) return Step.await(sending);
     * }</pre>
     *
     * @param worker whose step it is
     * @param element the element
     */
    public Put<T> requestPut(Worker worker, T element) {
        Objects.requireNonNull(worker, "worker");
        return newPut(Objects.requireNonNull(element, "element"), worker.task());
    }

    /**
     * Takes an element, now or when there is one and its turn has come. Once it is not needed any more, for instance in {@code onCancel}, it is to
     * be closed.
     *
     * <pre>{@code
     * if (next == null) next = mail.requestTake(worker);
     * if (!next.isThere()) return Step.await(next);
     * Letter letter = next.get();
     * }</pre>
     *
     * @param worker whose step it is
     */
    public Take<T> requestTake(Worker worker) {
        return newTake(Objects.requireNonNull(worker, "worker").task());
    }

    Put<T> newPut(T element, Object owner) {
        Put<T> put = new Put<>(exchange, element, owner);
        exchange.add(put);
        return put;
    }

    private Take<T> newTake(Object owner) {
        Take<T> take = new Take<>(exchange, owner);
        exchange.add(take);
        return take;
    }

    // ---- In fibers ----

    /**
     * Puts an element; waits for room in line.
     *
     * @param fiber whose body calls
     * @param element the element
     * @throws ChannelClosedException if the channel has been closed
     * @throws CancellationException if the fiber has been asked to cancel; the element was not put
     */
    public void put(Fiber fiber, T element) {
        Objects.requireNonNull(fiber, "fiber").checkCancelled();
        if (exchange.offer(Objects.requireNonNull(element, "element"))) return;
        Put<T> put = newPut(element, fiber.worker().task());
        try {
            while (!put.isAccepted()) fiber.await(put);
        } catch (Throwable ended) {
            if (hasLeft(put) || !(ended instanceof CancellationException)) throw ended; // else the next wait throws it
        }
    }

    /**
     * Puts an element, if there is room by a deadline; see {@link #put(Fiber, Object)}.
     *
     * @param fiber whose body calls
     * @param element the element
     * @param deadline until when
     * @throws TimeoutException if there was no room; the element was not put
     */
    public void put(Fiber fiber, T element, Deadline deadline) throws TimeoutException {
        Objects.requireNonNull(deadline, "deadline");
        Objects.requireNonNull(fiber, "fiber").checkCancelled();
        if (exchange.offer(Objects.requireNonNull(element, "element"))) return;
        Put<T> put = newPut(element, fiber.worker().task());
        try {
            while (!put.isAccepted()) fiber.await(put, deadline);
        } catch (Throwable ended) {
            if (hasLeft(put) || !(ended instanceof CancellationException || ended instanceof TimeoutException))
                throw ended;
        }
    }

    /** Takes an element out of the line; false if it was accepted before. */
    private static boolean hasLeft(Put<?> put) {
        put.close();
        return put.outcome() != Put.ACCEPTED;
    }

    /**
     * Takes an element; waits for one in line.
     *
     * @param fiber whose body calls
     * @return the element; null if none is left, and the channel has been closed
     * @throws ChannelClosedException if none is left, and the channel has been closed with a cause
     * @throws CancellationException if the fiber has been asked to cancel; nothing was taken
     */
    public @Nullable T take(Fiber fiber) {
        Objects.requireNonNull(fiber, "fiber").checkCancelled();
        T element = exchange.poll();
        if (element != null) return element;
        Take<T> take = newTake(fiber.worker().task());
        try {
            while (!take.isThere()) fiber.await(take);
            return take.get();
        } finally {
            take.close();
        }
    }

    /**
     * Takes an element, if one comes by a deadline; see {@link #take(Fiber)}.
     *
     * @param fiber whose body calls
     * @param deadline until when
     * @throws TimeoutException if none came; nothing was taken
     */
    public @Nullable T take(Fiber fiber, Deadline deadline) throws TimeoutException {
        Objects.requireNonNull(deadline, "deadline");
        Objects.requireNonNull(fiber, "fiber").checkCancelled();
        T element = exchange.poll();
        if (element != null) return element;
        Take<T> take = newTake(fiber.worker().task());
        try {
            while (!take.isThere()) fiber.await(take, deadline);
            return take.get();
        } finally {
            take.close();
        }
    }

    // ---- On threads that run no tasks ----

    /**
     * Puts an element; blocks the calling thread until there is room. Not for steps, whose worker would be blocked.
     *
     * @param element the element
     * @throws ChannelClosedException if the channel has been closed
     * @throws InterruptedException if the thread is interrupted while it waits; the element was not put
     */
    public void put(T element) throws InterruptedException {
        if (exchange.offer(Objects.requireNonNull(element, "element"))) return;
        Put<T> put = newPut(element, Thread.currentThread());
        try {
            while (!put.isAccepted()) Awaitable.block(put);
        } catch (InterruptedException interrupted) {
            if (hasLeft(put)) throw interrupted;
            Thread.currentThread().interrupt();
        }
    }

    /**
     * As {@link #put(Object)}, but does not wait for ever.
     *
     * @param element the element
     * @param timeout how long at most, in real time
     * @throws TimeoutException if the time ran out; the element was not put
     */
    public void put(T element, Duration timeout) throws InterruptedException, TimeoutException {
        Objects.requireNonNull(timeout, "timeout");
        if (exchange.offer(Objects.requireNonNull(element, "element"))) return;
        Put<T> put = newPut(element, Thread.currentThread());
        try {
            if (!put.isAccepted()) Awaitable.block(put, timeout);
            boolean ignored = put.isAccepted();
        } catch (InterruptedException interrupted) {
            if (hasLeft(put)) throw interrupted;
            Thread.currentThread().interrupt();
        } catch (TimeoutException late) {
            if (hasLeft(put)) throw late;
        }
    }

    /**
     * Takes an element; blocks the calling thread until there is one. Not for steps, whose worker would be blocked.
     *
     * @return the element; null if none is left, and the channel has been closed
     * @throws ChannelClosedException if none is left, and the channel has been closed with a cause
     * @throws InterruptedException if the thread is interrupted while it waits; nothing was taken
     */
    public @Nullable T take() throws InterruptedException {
        T element = exchange.poll();
        if (element != null) return element;
        Take<T> take = newTake(Thread.currentThread());
        try {
            while (!take.isThere()) Awaitable.block(take);
            return take.get();
        } finally {
            take.close();
        }
    }

    /**
     * As {@link #take()}, but does not wait for ever.
     *
     * @param timeout how long at most, in real time
     * @throws TimeoutException if the time ran out; nothing was taken
     */
    public @Nullable T take(Duration timeout) throws InterruptedException, TimeoutException {
        Objects.requireNonNull(timeout, "timeout");
        T element = exchange.poll();
        if (element != null) return element;
        Take<T> take = newTake(Thread.currentThread());
        try {
            if (!take.isThere()) Awaitable.block(take, timeout);
            return take.get();
        } finally {
            take.close();
        }
    }

    // ---- The end ----

    /**
     * Closes it: nothing can be put any more; what is in it is taken still.
     *
     * @throws IllegalStateException if it is closed: where several tasks put, one that comes after all of them is to close it
     */
    public void close() {
        closeWith(new Closing(null));
    }

    /**
     * Closes it as {@link #close()} does, because of a failure, of which those are told who find nothing left in it.
     *
     * @param cause the failure
     * @throws IllegalStateException if it is closed
     */
    public void close(Throwable cause) {
        closeWith(new Closing(Objects.requireNonNull(cause, "cause")));
    }

    private void closeWith(Closing how) {
        if (exchange.close(how)) return;
        throw new IllegalStateException(
                "the channel is closed already: where several tasks put elements into it, close it once,"
                        + " after all of them, for instance when a Latch opens that each counts down");
    }

    /**
     * Closes it, unless it is, and empties it: those who wait to put get a {@link ChannelClosedException}, and whoever takes finds the end.
     *
     * @return what was in it
     */
    public List<T> closeNow() {
        return exchange.closeNow(new Closing(null));
    }

    /**
     * Closes it, and empties it, as {@link #closeNow()} does, because of a failure.
     *
     * @param cause the failure; nobody is told if it has been closed
     * @return what was in it
     */
    public List<T> closeNow(Throwable cause) {
        return exchange.closeNow(new Closing(Objects.requireNonNull(cause, "cause")));
    }

    /** Returns whether it has been closed: nothing can be put any more. */
    public boolean isClosed() {
        return exchange.isClosed();
    }

    /** Returns whether it has been closed, and nothing can be taken any more. */
    public boolean isEnded() {
        return exchange.ended() != null;
    }

    // ---- Views ----

    /**
     * Returns what is taken from now on as a stream, for a thread that runs no tasks: it blocks where the next element is asked for, until
     * there is one, or the end. What the stream does not ask for stays in the channel.
     *
     * <p>The stream throws a {@link ChannelClosedException} where a take would, and, if its thread is interrupted, a
     * {@link CancellationException}; the thread is then interrupted still.
     */
    public Stream<T> stream() {
        return TakenElements.stream(this::take, exchange);
    }

    // ---- Reports ----

    /** Returns how many elements are in it; out of date as soon as it is known. */
    public int size() {
        return exchange.size();
    }

    /** Says what kind it is, how much is in it and how many wait. */
    @Override
    public String toString() {
        return exchange.toString();
    }
}
