package dev.secretariat.parallel;

import dev.secretariat.internal.Handles;
import dev.secretariat.internal.PaddedLong;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One worker's ready tasks, first in, first out. Its owner adds and takes; any other worker steals half of
 * it at once, the oldest first. Lock-free, and it grows.
 *
 * <p>Everything between {@code head} and {@code tail} is there to be taken, and whoever moves {@code head}
 * by CAS has taken what it passed. Only the owner moves {@code tail}. Both count on for ever, in 64 bits,
 * so a CAS cannot mistake a head that has been round for the one that was read.
 *
 * <p>A thief copies first and claims afterwards: if its CAS succeeds, nobody has taken any of what it has
 * copied, so the owner had no leave to write there. If it fails, the copies are worth nothing. It reads
 * head, then tail, then the ring. The ring is then at least as new as the tail, and has everything from
 * that head on, unless head has moved, and then the CAS fails. So the owner may put a new ring in place at
 * any time; nobody writes into the old one any more.
 *
 * <p>The ring is renewed every few thousand elements even when it need not grow. With a generational
 * collector, a reference stored into an old object costs a barrier, with G1 a full fence; a young ring
 * costs none.
 *
 * <p>Non-invariants: a slot that a thief has emptied still refers to what was there, until the owner comes
 * round or calls {@link #tidy}; thieves must not write into the ring. {@link #size} and {@link #isEmpty}
 * are hints to all but the owner, who may find less, and thieves, who may find more.
 *
 * <p>After the queues of Go's scheduler and Tokio's; what differs is that the ring grows, so nothing
 * overflows, and that the indices do not wrap around.
 *
 * @param <E> the type of the elements
 */
final class LocalQueue<E> {
    private static final VarHandle RING = Handles.field(MethodHandles.lookup(), "ring", Object[].class);
    private static final VarHandle SLOT =
            MethodHandles.arrayElementVarHandle(Object[].class).withInvokeExactBehavior();

    /** After so many elements a ring is renewed, if it is not larger; a power of two. */
    private static final long RENEWAL = 1 << 12;

    private static final int MAX_STOLEN = 128;
    private static final int MAX_CAPACITY = 1 << 28;

    private final int minCapacity;

    /** The next to be taken. Moved by anyone, by CAS. */
    private final PaddedLong head;

    /** Where the next one is added. Written by the owner: release, so that it publishes the slots. */
    private final PaddedLong tail;

    /** Written by the owner, before the tail that needs it. Its length is a power of two. */
    private @Nullable Object[] ring;

    // ---- The owner's ----

    /** Up to here there is room. */
    private long limit;

    LocalQueue(int capacity) {
        this(capacity, 0);
    }

    /** An empty queue whose indices begin anywhere, for tests of their wrap-around. */
    LocalQueue(int capacity, long start) {
        if (capacity < 1 || Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("capacity is not a power of two: " + capacity);
        }
        minCapacity = capacity;
        ring = new Object[capacity];
        head = new PaddedLong(start);
        tail = new PaddedLong(start);
        limit = start + capacity;
    }

    // ---- The owner's side ----

    /** Adds an element. It is there for thieves at once, in release order: no fence follows. */
    void push(E element) {
        reserve();
        pushReserved(element);
    }

    /** Makes room for one element, so that {@link #pushReserved} needs no memory. */
    void reserve() {
        long end = tail.getPlain();
        if (end - limit >= 0 || (end & (RENEWAL - 1)) == 0) makeRoom(end, 1);
    }

    /** As {@link #push}, after {@link #reserve}. */
    void pushReserved(E element) {
        long end = tail.getPlain();
        @Nullable Object[] slots = ringPlain();
        slots[index(slots, end)] = element; // plain: published by the tail
        tail.setRelease(end + 1);
    }

    /** Takes the oldest element, or returns null if there is none. */
    @Nullable
    E poll() {
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

    /** The index behind the newest element: what {@link #hasPassed} may be asked later. */
    long end() {
        return tail.getPlain();
    }

    /** Whether all that was there at the time of an {@link #end} has been taken. */
    boolean hasPassed(long end) {
        return head.getOpaque() - end >= 0;
    }

    /** Lets go of what thieves have taken, and of a ring that has grown too large. */
    void tidy() {
        @Nullable Object[] slots = ringPlain();
        long end = tail.getPlain();
        long first = head.getAcquire();
        if (slots.length > minCapacity) {
            renew(end, first, 1);
        } else {
            for (long i = end - slots.length; i - first < 0; i++) slots[index(slots, i)] = null;
        }
    }

    // ---- Everyone's side ----

    boolean isEmpty() {
        // Head first: it never passes a tail that is read later.
        long first = head.getVolatile();
        return tail.getVolatile() - first <= 0;
    }

    int size() {
        long first = head.getVolatile();
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, tail.getVolatile() - first));
    }

    /**
     * Takes half of the elements, rounded up, but not more than 128: returns the oldest and adds the others
     * to another queue.
     *
     * @param own the queue of the calling thief, who owns it; it has room for the returned one too
     * @return null if there is nothing to steal
     */
    @Nullable
    E stealInto(LocalQueue<E> own) {
        for (; ; ) {
            long first = head.getVolatile();
            long there = tail.getVolatile() - first;
            if (there <= 0) return null;
            int count = (int) Math.min(there - (there >> 1), MAX_STOLEN);
            @Nullable Object[] slots = ringAcquire();
            E oldest = cast((@Nullable Object) SLOT.getAcquire(slots, index(slots, first)));
            own.copyFrom(slots, first + 1, count - 1);
            if (head.compareAndSet(first, first + count)) {
                own.publish(count - 1);
                return oldest;
            }
            Thread.onSpinWait();
        }
    }

    /**
     * Takes the oldest element if it meets a condition.
     *
     * @param condition may be asked about an element that others take
     * @return null if there is none, or the oldest does not meet it
     */
    @Nullable
    E stealIf(Predicate<? super E> condition) {
        for (; ; ) {
            long first = head.getVolatile();
            if (tail.getVolatile() - first <= 0) return null;
            @Nullable Object[] slots = ringAcquire();
            E oldest = cast((@Nullable Object) SLOT.getAcquire(slots, index(slots, first)));
            if (oldest != null && !condition.test(oldest)) return null;
            if (head.compareAndSet(first, first + 1)) return oldest;
            Thread.onSpinWait();
        }
    }

    // ---- Inside ----

    /** Copies behind the tail, where nobody looks. */
    private void copyFrom(@Nullable Object[] from, long first, int count) {
        long end = tail.getPlain();
        if (end + count + 1 - limit > 0) makeRoom(end, count + 1); // and for the one that is returned
        @Nullable Object[] slots = ringPlain();
        for (int i = 0; i < count; i++) {
            slots[index(slots, end + i)] = (@Nullable Object) SLOT.getAcquire(from, index(from, first + i));
        }
    }

    private void publish(int count) {
        if (count > 0) tail.setRelease(tail.getPlain() + count);
    }

    /** Puts a new ring in place if this one is too small or too old. */
    private void makeRoom(long end, int count) {
        // Acquire: thieves have read the slots before they moved head past them, so we may write there.
        long first = head.getAcquire();
        @Nullable Object[] old = ringPlain();
        limit = first + old.length;
        // A large one after as many elements as it has slots: each is copied a few times, however many there are.
        boolean tooOld = (end & (Math.max(RENEWAL, old.length) - 1)) == 0;
        if (end + count - limit > 0) renew(end, first, count);
        else if (tooOld) tryToRenew(end, first, count);
    }

    private void tryToRenew(long end, long first, int count) {
        try {
            renew(end, first, count);
        } catch (OutOfMemoryError none) {
            // The old one does as well.
        }
    }

    private void renew(long end, long first, int count) {
        @Nullable Object[] old = ringPlain();
        int size = (int) (end - first);
        int capacity = minCapacity;
        if (size > MAX_CAPACITY) throw new OutOfMemoryError("more than " + MAX_CAPACITY + " ready tasks on one worker");
        while (capacity < size + count || capacity < size << 1) capacity <<= 1;
        @Nullable Object[] fresh = new Object[capacity];
        for (long i = first; i - end < 0; i++) fresh[index(fresh, i)] = old[index(old, i)];
        RING.setRelease(this, fresh);
        limit = first + capacity;
    }

    private static int index(@Nullable Object[] slots, long at) {
        return (int) at & (slots.length - 1);
    }

    private @Nullable Object[] ringPlain() {
        return ring;
    }

    private @Nullable Object[] ringAcquire() {
        return (Object[]) RING.getAcquire(this);
    }

    /** Elements only are stored; a null is read only where a CAS of the head is going to fail. */
    @SuppressWarnings({"unchecked", "NullAway"})
    private E cast(@Nullable Object element) {
        return (E) element;
    }
}
