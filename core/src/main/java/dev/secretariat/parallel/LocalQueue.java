package dev.secretariat.parallel;

import dev.secretariat.internal.Renewal;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One worker's ready tasks, first in, first out. Its owner, who alone has this type, adds and takes, and steals into
 * it from others; any other worker sees a {@link StealableQueue}. Lock-free, and it grows.
 *
 * <p>The ring is {@linkplain Renewal renewed} even when it need not grow. If it is larger than usual, it is renewed
 * after as many elements as it has slots: so each is copied a few times, however many there are.
 *
 * <p>After the queues of Go's scheduler and Tokio's; what differs is that the ring grows, so nothing
 * overflows, and that the indices do not wrap around.
 *
 * @param <E> the type of the elements
 */
class LocalQueue<E> extends StealableQueue<E> implements Consumer<E> {
    private static final Consumer<LocalQueue<?>> RENEW = LocalQueue::renew;

    /**
     * So many are stolen at once: a thief whose claim fails has copied them in vain, and so many keep it busy for
     * long.
     */
    static final int MAX_STOLEN = 128;

    /** The ring is up to twice as long, and 2^30 is the greatest length of an array that is a power of two. */
    private static final int MAX_SIZE = 1 << 28;

    private final int minCapacity;

    /** Up to here there is room. */
    private long limit;

    LocalQueue(int capacity) {
        this(capacity, 0);
    }

    /** An empty queue whose indices begin anywhere, for tests of their wrap-around. */
    LocalQueue(int capacity, long start) {
        super(requirePowerOfTwo(capacity), start);
        minCapacity = capacity;
        limit = start + capacity;
    }

    private static int requirePowerOfTwo(int capacity) {
        if (capacity < 1 || Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("capacity is not a power of two: " + capacity);
        }
        return capacity;
    }

    // ---- Adding and taking ----

    /** Adds an element. It is there for thieves at once, in release order: no fence follows. */
    final void push(E element) {
        reserve();
        pushReserved(element);
    }

    /** As {@link #push}: for what hands elements on. */
    @Override
    public final void accept(E element) {
        push(element);
    }

    /** Makes room for one element, so that {@link #pushReserved} needs no memory. */
    final void reserve() {
        long end = tail.getPlain();
        if (end - limit >= 0 || Renewal.isDue(end)) makeRoom(end, 1);
    }

    /** As {@link #push}, after {@link #reserve}. */
    final void pushReserved(E element) {
        long end = tail.getPlain();
        @Nullable Object[] slots = ringPlain();
        slots[index(slots, end)] = element; // plain: published by the tail
        tail.setRelease(end + 1);
    }

    /** Takes the oldest element, or returns null if there is none. */
    final @Nullable E poll() {
        long end = tail.getPlain();
        @Nullable Object[] slots = ringPlain();
        for (; ; ) {
            // A stale head fails the CAS. Opaque, so that a loop sees it move.
            long first = head.getOpaque();
            if (first == end) return null;
            int index = index(slots, first);
            E element = cast(slots[index]);
            if (head.compareAndSet(first, first + 1)) {
                slots[index] = null; // for the collector
                return element;
            }
        }
    }

    /** Returns the index behind the newest element: what {@link #hasPassed} may be asked later. */
    final long end() {
        return tail.getPlain();
    }

    /** Returns whether all that was there at the time of an {@link #end} has been taken. */
    final boolean hasPassed(long end) {
        return head.getOpaque() - end >= 0;
    }

    /** Lets go of what thieves have taken, and of a ring that has grown too large. */
    final void tidy() {
        @Nullable Object[] slots = ringPlain();
        long end = tail.getPlain();
        long first = head.getAcquire();
        if (slots.length > minCapacity) {
            replaceRing(end, first, 1);
        } else {
            for (long i = end - slots.length; i - first < 0; i++) slots[index(slots, i)] = null;
        }
    }

    // ---- Stealing ----

    /**
     * Takes half of another queue's elements, rounded up, but not more than {@value #MAX_STOLEN}: adds them here but
     * for the oldest, and makes room for that one too. Each time its claim comes too late it tries for half as many: an owner
     * whose steps take nanoseconds takes one in less time than it takes to copy a hundred, and a thief that never got them would keep
     * its cache lines from it.
     *
     * @param victim not this one
     * @return the oldest, or null if there is nothing to steal
     */
    final @Nullable E stealFrom(StealableQueue<E> victim) {
        for (int max = MAX_STOLEN; ; max = Math.max(1, max >> 1)) {
            long first = victim.head.getVolatile();
            long there = victim.tail.getVolatile() - first;
            if (there <= 0) return null;
            int count = (int) Math.min(there - (there >> 1), max);
            @Nullable Object[] slots = victim.ringAcquire();
            E oldest = cast(slotAcquire(slots, first));
            copyFrom(slots, first + 1, count - 1);
            if (victim.head.compareAndSet(first, first + count)) {
                publish(count - 1);
                return oldest;
            }
            Thread.onSpinWait();
        }
    }

    /** Copies behind the tail, where nobody looks. */
    private void copyFrom(@Nullable Object[] from, long first, int count) {
        long end = tail.getPlain();
        if (end + count + 1 - limit > 0) makeRoom(end, count + 1); // and for the one that is returned
        @Nullable Object[] slots = ringPlain();
        for (int i = 0; i < count; i++) slots[index(slots, end + i)] = slotAcquire(from, first + i);
    }

    private void publish(int count) {
        if (count > 0) tail.setRelease(tail.getPlain() + count);
    }

    // ---- The ring ----

    /** Puts a new ring in place if this one is too small or too old. */
    private void makeRoom(long end, int count) {
        // Acquire: thieves have read the slots before they moved head past them, so we may write there.
        long first = head.getAcquire();
        int length = ringPlain().length;
        limit = first + length;
        if (end + count - limit > 0) replaceRing(end, first, count);
        else if (count == 1 && (end & (Math.max(Renewal.INTERVAL, length) - 1)) == 0) Renewal.attempt(this, RENEW);
    }

    /** Replaces the ring, with room for one more. */
    private void renew() {
        replaceRing(tail.getPlain(), head.getAcquire(), 1);
    }

    private void replaceRing(long end, long first, int count) {
        @Nullable Object[] old = ringPlain();
        int size = (int) (end - first);
        int capacity = minCapacity;
        if (size > MAX_SIZE) throw new OutOfMemoryError("more than " + MAX_SIZE + " ready tasks on one worker");
        while (capacity < size + count || capacity < size << 1) capacity <<= 1;
        @Nullable Object[] fresh = new Object[capacity];
        for (long i = first; i - end < 0; i++) fresh[index(fresh, i)] = old[index(old, i)];
        setRingRelease(fresh);
        limit = first + capacity;
    }
}
