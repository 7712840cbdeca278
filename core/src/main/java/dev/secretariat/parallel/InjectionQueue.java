package dev.secretariat.parallel;

import dev.secretariat.internal.ArrivalQueue;
import dev.secretariat.internal.Handles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Tasks made ready by threads that are no workers of this scheduler, and on workers, too, those whose time has come.
 *
 * <p>A queue from many producers to one consumer, and a token for the consumer's part: a worker that finds
 * it taken does not wait, it goes on with what else there is. So a batch costs one atomic operation
 * instead of one for each task. Whoever puts the token back has to look once more: see {@link #moveTo}.
 *
 * @param <E> the type of the elements
 */
final class InjectionQueue<E> {
    private static final VarHandle TAKEN = Handles.field(MethodHandles.lookup(), "taken", boolean.class);

    private final ArrivalQueue<E> queue = new ArrivalQueue<>();

    /** Whether a worker has the consumer's token. */
    private volatile boolean taken;

    /**
     * Adds an element, from any thread. A worker finds it from now on, wherever other threads stand still in this
     * method. Volatile, so that a look at who sleeps which follows cannot come before it.
     */
    void add(E element) {
        queue.add(element);
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Returns where it ends now, for {@link #leftUntil}. */
    int end() {
        return queue.end();
    }

    /** Returns how many have been taken, as far as 32 bits go. */
    int taken() {
        return queue.taken();
    }

    /** Returns how many are left of those that were there, or had been, at the time of an {@link #end}. */
    int leftUntil(int end) {
        return queue.leftUntil(end);
    }

    /**
     * Moves elements to a worker's own queue, the oldest first.
     *
     * <p>The token is put back by a volatile store. A worker that goes to sleep may have found it taken
     * and the queue not empty; so the caller has to look at the queue again afterwards, and wake somebody
     * if something is left.
     *
     * @param own the calling worker's queue
     * @param max how many, at most
     * @return how many; zero if there are none, or somebody else has the token
     */
    int moveTo(LocalQueue<E> own, int max) {
        if (queue.isEmpty() || !take()) return 0;
        try {
            return queue.poll(max, own); // what finds no memory there stays here
        } finally {
            taken = false;
        }
    }

    /** Takes the oldest element; as {@link #moveTo} otherwise. */
    @Nullable
    E poll() {
        if (queue.isEmpty() || !take()) return null;
        try {
            return queue.poll();
        } finally {
            taken = false;
        }
    }

    private boolean take() {
        return !taken && TAKEN.compareAndSet(this, false, true);
    }
}
