package dev.secretariat.parallel;

import dev.secretariat.internal.Handles;
import dev.secretariat.internal.LeadingPad;
import dev.secretariat.internal.PaddedLong;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A worker's {@link LocalQueue} as others see it: they look whether something is there, and steal the oldest.
 * Lock-free.
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
 * <p>Non-invariants: a slot that a thief has emptied still refers to what was there, until the owner comes
 * round or calls {@link LocalQueue#tidy}; thieves must not write into the ring. {@link #size} and {@link #isEmpty}
 * are hints to all but the owner, who may find less, and thieves, who may find more.
 *
 * <p>A thief that steals several at once puts them into a queue of its own: {@link LocalQueue#stealFrom}.
 *
 * @param <E> the type of the elements
 */
abstract class StealableQueue<E> extends LeadingPad {
    private static final VarHandle RING = Handles.field(MethodHandles.lookup(), "ring", Object[].class);
    private static final VarHandle SLOT =
            MethodHandles.arrayElementVarHandle(Object[].class).withInvokeExactBehavior();

    /** The next to be taken. Moved by anyone, by CAS. */
    final PaddedLong head;

    /** Where the next one is added. Written by the owner: release, so that it publishes the slots. */
    final PaddedLong tail;

    /** Written by the owner, before the tail that needs it. Its length is a power of two. */
    private @Nullable Object[] ring;

    StealableQueue(int capacity, long start) {
        ring = new Object[capacity];
        head = new PaddedLong(start);
        tail = new PaddedLong(start);
    }

    final boolean isEmpty() {
        // Head first: it never passes a tail that is read later.
        long first = head.getVolatile();
        return tail.getVolatile() - first <= 0;
    }

    final int size() {
        long first = head.getVolatile();
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, tail.getVolatile() - first));
    }

    /**
     * Takes the oldest element if it meets a condition.
     *
     * @param condition may be asked about an element that others take
     * @return null if there is none, or the oldest does not meet it
     */
    final @Nullable E stealIf(Predicate<? super E> condition) {
        for (; ; ) {
            long first = head.getVolatile();
            if (tail.getVolatile() - first <= 0) return null;
            @Nullable Object[] slots = ringAcquire();
            E oldest = cast(slotAcquire(slots, first));
            if (oldest != null && !condition.test(oldest)) return null;
            if (head.compareAndSet(first, first + 1)) return oldest;
            Thread.onSpinWait();
        }
    }

    // ---- The ring ----

    /** Reads the ring; for the owner, who alone writes it. */
    final @Nullable Object[] ringPlain() {
        return ring;
    }

    /**
     * Reads the ring; for thieves, after the tail. Pairs with {@link #setRingRelease}: sees what the ring was filled
     * with.
     */
    final @Nullable Object[] ringAcquire() {
        return (Object[]) RING.getAcquire(this);
    }

    /** Publishes a ring that holds all elements already: thieves may read it at once. For the owner. */
    final void setRingRelease(@Nullable Object[] fresh) {
        RING.setRelease(this, fresh);
    }

    /** Returns an element that others may be taking: worth something only if a CAS of the head succeeds afterwards. */
    static @Nullable Object slotAcquire(@Nullable Object[] slots, long at) {
        return (@Nullable Object) SLOT.getAcquire(slots, index(slots, at));
    }

    static int index(@Nullable Object[] slots, long at) {
        return (int) at & (slots.length - 1);
    }

    /** Casts what was read. Elements only are stored; a null is read only where a CAS of the head is going to fail. */
    @SuppressWarnings({"unchecked", "NullAway"})
    final E cast(@Nullable Object element) {
        return (E) element;
    }
}
