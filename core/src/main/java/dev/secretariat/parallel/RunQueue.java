package dev.secretariat.parallel;

import dev.secretariat.internal.Renewal;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A worker's ready tasks, and which of them is next: the one in the LIFO slot, but only {@value #LIFO_IN_A_ROW} times
 * in a row, and {@value #LIFO_IN_A_ROUND} times in a round of the queue, while others wait; then the oldest of the
 * queue. Its owner alone has this type; others see a {@link StealableRunQueue}.
 *
 * <p>A <em>round</em> ends when all that was in the queue at its beginning has been taken.
 *
 * @param <E> the type of the elements
 */
final class RunQueue<E> extends StealableRunQueue<E> {
    /**
     * While others wait, so many from the slot follow one another: a few tasks that wake one another find what they
     * work on in the cache, and none of those that wait is passed by more at a time.
     */
    static final int LIFO_IN_A_ROW = 3;

    /**
     * And so many in a round. Without this bound, a long queue could be passed by three times as many as it has
     * tasks; with it, pairs of tasks that wake each other still run from the slot most of the time where few others
     * wait.
     */
    static final int LIFO_IN_A_ROUND = 32;

    /**
     * How many steps others may begin, out of the slot, while a task waits in the queue: it was added in one round,
     * and is taken in the next at the latest, since that begins with all that is there.
     */
    static final int MAX_BYPASS = 2 * LIFO_IN_A_ROUND;

    /** A worker that has more grows its queue; most never do, and what half of this is stolen at once. */
    private static final int CAPACITY = 256;

    private final LocalQueue<E> queue;

    /** Puts into the slot. */
    private int puts;

    private int lifoInARow;
    private int lifoLeft = LIFO_IN_A_ROUND;
    private long roundEnd;

    /** One that could not be queued up, for want of memory: it is next. */
    private @Nullable E leftOver;

    RunQueue() {
        this(new LocalQueue<>(CAPACITY));
    }

    private RunQueue(LocalQueue<E> queue) {
        super(queue);
        this.queue = queue;
    }

    // ---- Adding ----

    /**
     * Adds an element that runs next, if the slot is empty; else one at the end of the queue. A full fence follows.
     *
     * @return whether it is in the slot: others have to be told in another way then
     */
    boolean addNewest(E element) {
        if (isSlotEmpty()) {
            if (Renewal.isDue(++puts)) renewSlot();
            slot().put(element); // a full fence
            return true;
        }
        queue.push(element);
        VarHandle.fullFence();
        return false;
    }

    /** Adds an element at the end of the queue. No fence follows. */
    void addLast(E element) {
        queue.push(element);
    }

    /** Keeps an element that there was no memory to add. One at a time. */
    void keepLeftOver(E element) {
        leftOver = element;
    }

    /** Moves some of what external threads have brought to the end of the queue; says whether there was any. */
    boolean takeInjected(InjectionQueue<E> injection, int max) {
        return injection.moveTo(queue, max) > 0;
    }

    // ---- Taking ----

    /** Whether nothing waits in the slot or in the queue. */
    boolean isEmpty() {
        return queue.isEmpty() && isSlotEmpty();
    }

    /** Whether nothing waits in the queue. */
    boolean isQueueEmpty() {
        return queue.isEmpty();
    }

    /** Takes the element whose turn it is, or returns null if there is none. */
    @Nullable
    E next() {
        if (leftOver != null) return takeLeftOver();
        if (!isSlotEmpty()) {
            queue.reserve(); // first: what has been taken must not be lost for want of memory
            E newest = slot().take();
            if (newest != null) {
                if (queue.isEmpty()) return newest;
                if (lifoInARow < LIFO_IN_A_ROW && lifoLeft > 0) {
                    lifoInARow++;
                    lifoLeft--;
                    return newest;
                }
                queue.pushReserved(newest);
            }
        }
        E oldest = queue.poll();
        if (oldest != null) {
            lifoInARow = 0;
            if (queue.hasPassed(roundEnd)) beginRound();
        }
        return oldest;
    }

    /** Takes the oldest of the queue, out of turn: for a worker that had nothing before. */
    @Nullable
    E poll() {
        return queue.poll();
    }

    private @Nullable E takeLeftOver() {
        E element = leftOver;
        leftOver = null;
        return element;
    }

    private void beginRound() {
        roundEnd = queue.end();
        lifoLeft = LIFO_IN_A_ROUND;
    }

    /** Lets go of what has been taken, and of room that is not needed. */
    void tidy() {
        queue.tidy();
    }

    // ---- Stealing ----

    /**
     * Takes the older half of another's queue: returns the oldest, or null if there is none, and adds the rest here.
     */
    @Nullable
    E stealFrom(StealableRunQueue<E> other) {
        return queue.stealFrom(other.queue());
    }

    /** Takes over all that a worker has that does not come to it itself. */
    void takeAllFrom(StealableRunQueue<E> other) {
        for (int left = other.queue().size(); left > 0; left--) {
            E stolen = queue.stealFrom(other.queue());
            if (stolen == null) break;
            queue.pushReserved(stolen);
        }
        Object held = other.peekSlot();
        if (held == null) return;
        queue.reserve();
        E taken = other.takeFromSlot(held);
        if (taken != null) queue.pushReserved(taken);
    }
}
