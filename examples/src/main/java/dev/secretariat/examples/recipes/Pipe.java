package dev.secretariat.examples.recipes;

import dev.secretariat.Awaitable;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import dev.secretariat.fiber.Fiber;
import dev.secretariat.fiber.Fibers;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A pipe with backpressure: a fast producer waits, without a thread, until the slow consumer has made
 * room. It has two conditions, {@link #readable()} and {@link #writable()}; fibers put and take. It shows how something with two conditions is written; the one to use is
 * {@link dev.secretariat.sync.Channel}, for any number at either end.
 *
 * @param <E> the type of the elements
 */
public final class Pipe<E> {
    private final Queue<E> buffer;
    private final Condition readable;
    private final Condition writable;
    private final int capacity;
    private volatile boolean closed;

    /** Creates a pipe that holds at most {@code capacity} elements. */
    public Pipe(int capacity) {
        this.capacity = capacity;
        this.buffer = new ArrayBlockingQueue<>(capacity);
        this.readable = new Condition("readable", () -> !buffer.isEmpty() || closed);
        this.writable = new Condition("writable", () -> buffer.size() < this.capacity || closed);
    }

    /** Adds an element if there is room, and returns whether it did. */
    public boolean offer(E element) {
        if (closed) throw new IllegalStateException("the pipe is closed");
        boolean added = buffer.offer(element);
        if (added) readable.signal();
        return added;
    }

    /** Takes an element; returns null if there is none. */
    public @Nullable E poll() {
        E element = buffer.poll();
        if (element != null) writable.signal();
        return element;
    }

    /** Says that no more elements will come. */
    public void close() {
        closed = true;
        readable.signalAll();
        writable.signalAll();
    }

    /** Returns whether no element is left and none will come. */
    public boolean isDrained() {
        return closed && buffer.isEmpty();
    }

    /** Returns the condition that there is an element, or the pipe is closed. */
    public Awaitable readable() {
        return readable;
    }

    /** Returns the condition that there is room, or the pipe is closed. */
    public Awaitable writable() {
        return writable;
    }

    /** Adds an element for a fiber, which waits until there is room. */
    public void put(Fiber fiber, E element) {
        while (!offer(element)) fiber.await(writable);
    }

    /** Takes an element for a fiber, which waits until there is one; returns null once the pipe is drained. */
    public @Nullable E take(Fiber fiber) {
        for (; ; ) {
            E element = poll();
            if (element != null || isDrained()) return element;
            fiber.await(readable);
        }
    }

    /** Returns a task that puts all elements into the pipe and closes it. */
    public Task<Void> filledFrom(Iterator<? extends E> source) {
        return new Task<>() {
            private @Nullable E next; // taken from the source, but not yet in the pipe

            @Override
            public Step<Void> step(Worker worker) {
                while (next != null || source.hasNext()) {
                    if (next == null) next = source.next();
                    if (!offer(next)) return Step.await(writable);
                    next = null;
                }
                close();
                return Step.done();
            }
        };
    }

    /** Does the same in a straight line. */
    public Task<Void> filledStraightFrom(Iterator<? extends E> source) {
        return Fibers.run(fiber -> {
            while (source.hasNext()) put(fiber, source.next());
            close();
        });
    }

    /** Returns a task that gives each element to the consumer, one a step, until the pipe is drained. */
    public Task<Void> drainedTo(Consumer<? super E> consumer) {
        return worker -> {
            E element = poll();
            if (element != null) {
                consumer.accept(element);
                return Step.yieldNow();
            }
            return isDrained() ? Step.done() : Step.await(readable);
        };
    }

    /** Does the same in a straight line. */
    public Task<Void> drainedStraightTo(Consumer<? super E> consumer) {
        return Fibers.run(fiber -> {
            for (E element = take(fiber); element != null; element = take(fiber)) {
                consumer.accept(element);
                fiber.yieldNow(); // as take() does not wait where an element is there
            }
        });
    }
}
