package dev.secretariat.parallel;

import dev.secretariat.internal.PaddedLong;
import java.util.function.Predicate;

/**
 * A copy of {@link LocalQueue}'s protocol, of which a control weakens one method. Elements are numbers,
 * and a thief's batch goes into a queue of this class as well.
 */
class QueueCopy extends AnyQueue {
    final PaddedLong head;
    final PaddedLong tail;
    volatile Integer[] ring;
    private long limit;

    QueueCopy(int capacity) {
        this(capacity, 0);
    }

    QueueCopy(int capacity, long start) {
        ring = new Integer[capacity];
        head = new PaddedLong(start);
        tail = new PaddedLong(start);
        limit = start + capacity;
    }

    // ---- The owner's side ----

    @Override
    final void push(int element) {
        long end = tail.getPlain();
        if (end - limit >= 0) makeRoom(end, 1);
        publish(element, end);
    }

    void publish(int element, long end) {
        Integer[] slots = ring;
        slots[index(slots, end)] = element;
        tail.setRelease(end + 1);
    }

    @Override
    final Integer poll() {
        long end = tail.getPlain();
        Integer[] slots = ring;
        for (; ; ) {
            long first = head.getOpaque();
            if (first == end) return null;
            int index = index(slots, first);
            Integer element = slots[index];
            if (!claimForPoll(first)) continue;
            slots[index] = null;
            return element;
        }
    }

    boolean claimForPoll(long first) {
        return head.compareAndSet(first, first + 1);
    }

    private void makeRoom(long end, int count) {
        long first = head.getAcquire();
        limit = first + ring.length;
        if (end + count - limit > 0) grow(end, first, count);
    }

    private void grow(long end, long first, int count) {
        Integer[] old = ring;
        int capacity = old.length;
        while (capacity < end - first + count) capacity <<= 1;
        Integer[] fresh = new Integer[capacity];
        for (long i = first; i - end < 0; i++) fresh[index(fresh, i)] = old[index(old, i)];
        ring = fresh;
        limit = first + capacity;
        afterGrowth(old);
    }

    void afterGrowth(Integer[] old) {}

    // ---- Everyone's side ----

    @Override
    boolean isEmpty() {
        long first = head.getVolatile();
        return tail.getVolatile() - first <= 0;
    }

    @Override
    Integer stealInto(AnyQueue thiefs) {
        QueueCopy own = (QueueCopy) thiefs;
        for (; ; ) {
            long first = head.getVolatile();
            long there = tail.getVolatile() - first;
            if (there <= 0) return null;
            int count = (int) (there - (there >> 1));
            Integer[] slots = ring;
            Integer oldest = slots[index(slots, first)];
            own.copyFrom(slots, first + 1, count - 1);
            if (!claimForThief(first, count)) continue;
            own.publishBatch(count - 1);
            return oldest;
        }
    }

    @Override
    Integer stealIf(Predicate<Integer> condition) {
        for (; ; ) {
            long first = head.getVolatile();
            if (tail.getVolatile() - first <= 0) return null;
            Integer[] slots = ring;
            Integer oldest = slots[index(slots, first)];
            if (oldest != null && !condition.test(oldest)) return null;
            if (claimForThief(first, 1)) return oldest;
        }
    }

    boolean claimForThief(long first, int count) {
        return head.compareAndSet(first, first + count);
    }

    void copyFrom(Integer[] from, long first, int count) {
        long end = tail.getPlain();
        if (end + count - limit > 0) makeRoom(end, count);
        Integer[] slots = ring;
        for (int i = 0; i < count; i++) slots[index(slots, end + i)] = from[index(from, first + i)];
    }

    void publishBatch(int count) {
        if (count > 0) tail.setRelease(tail.getPlain() + count);
    }

    static int index(Integer[] slots, long at) {
        return (int) at & (slots.length - 1);
    }
}
