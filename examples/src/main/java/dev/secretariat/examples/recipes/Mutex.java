package dev.secretariat.examples.recipes;

import dev.secretariat.Awaitable;
import dev.secretariat.TaskHandle;
import dev.secretariat.Waker;
import dev.secretariat.Worker;
import dev.secretariat.fiber.Fiber;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A lock for tasks, which may be held from one step to another. A task that does not get it waits, and costs no thread. It shows how an awaitable of one's own is
 * written; the one to use is {@link dev.secretariat.sync.Mutex}, which is granted in order, and leaves nothing of those who give up.
 *
 * <pre>{@code
 * if (!mutex.tryLock(worker)) return Step.await(mutex);
 * }</pre>
 *
 * <p>In a straight line, with {@code finally}, which a body that is cancelled runs through, too:
 *
 * <pre>{@code
 * mutex.lock(fiber);
 * try {
 *     ...
 * } finally {
 *     mutex.unlock();
 * }
 * }</pre>
 *
 * <p>A task that holds it has to give it back however it ends; if it is cancelled, in {@code onCancel}.
 *
 * <p>It knows its holder, so that a report of a deadlock can tell who waits for whom.
 */
public final class Mutex implements Awaitable {
    private final String name;
    private final AtomicReference<@Nullable TaskHandle<?>> holder = new AtomicReference<>();
    private final Queue<Waker> waiting = new ConcurrentLinkedQueue<>();

    /** Creates a free lock. */
    public Mutex(String name) {
        this.name = name;
    }

    /** Takes the lock for the worker's task, if nobody has it. */
    public boolean tryLock(Worker worker) {
        return holder.compareAndSet(null, worker.task());
    }

    /** Takes the lock for a fiber, and waits until it can be had. */
    public void lock(Fiber fiber) {
        while (!tryLock(fiber.worker())) fiber.await(this);
    }

    /** Gives the lock back; to be called by its holder. */
    public void unlock() {
        holder.set(null);
        wakeOne();
    }

    private void wakeOne() {
        Waker next = waiting.poll();
        if (next != null) next.wake();
    }

    @Override
    public boolean register(Waker waker) {
        waiting.add(Objects.requireNonNull(waker, "waker")); // first, so that an unlock() beside us finds it
        if (holder.get() != null) return true;
        deregister(waker);
        return false;
    }

    @Override
    public void deregister(Waker waker) {
        waiting.remove(Objects.requireNonNull(waker, "waker"));
        if (holder.get() == null) wakeOne(); // the waiter may have been given the wake, and not used it
    }

    @Override
    public @Nullable TaskHandle<?> holder() {
        return holder.get();
    }

    @Override
    public String toString() {
        return name;
    }
}
