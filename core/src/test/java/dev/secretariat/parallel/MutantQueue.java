package dev.secretariat.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A copy of {@link LocalQueue} with one thing wrong, or nothing. */
final class MutantQueue implements LocalQueueScenario.Subject {
    enum Mutation {
        NONE,
        POLL_WITHOUT_CAS,
        STEAL_WITHOUT_CAS,
        CHOOSES_THEN_TAKES_ANY,
        CLAIMS_BEFORE_IT_COPIES,
        HEAD_WRAPS_AROUND,
        PUBLISHES_BEFORE_IT_STORES,
        RING_AFTER_THE_TAIL,
        READS_THE_RING_FIRST,
        READS_THE_TAIL_BEFORE_THE_HEAD,
        PUBLISHES_BEFORE_IT_CLAIMS,
        LOOKS_FOR_ROOM_BEHIND_THE_NEXT_HEAD
    }

    private final Mutation mutation;
    private final AtomicLong head = new AtomicLong();
    private final AtomicLong tail = new AtomicLong();
    private final MutantQueue[] thieves;
    private volatile Integer[] ring;
    private long limit;

    MutantQueue(Mutation mutation, int capacity) {
        this(mutation, capacity, 2);
        for (int i = 0; i < thieves.length; i++) thieves[i] = new MutantQueue(mutation, capacity, 0);
    }

    private MutantQueue(Mutation mutation, int capacity, int thieves) {
        this.mutation = mutation;
        this.ring = new Integer[capacity];
        this.limit = capacity;
        this.thieves = new MutantQueue[thieves];
    }

    private boolean is(Mutation asked) {
        return mutation == asked;
    }

    @Override
    public void push(Integer element) {
        long end = tail.get();
        boolean full = end - limit >= 0;
        if (full && is(Mutation.RING_AFTER_THE_TAIL)) {
            limit = head.get() + ring.length;
            full = end - limit >= 0;
            Integer[] slots = full ? copy(end, 1) : ring;
            slots[index(slots, end)] = element;
            tail.set(end + 1);
            ring = slots;
            return;
        }
        if (full) makeRoom(end, 1);
        Integer[] slots = ring;
        if (is(Mutation.PUBLISHES_BEFORE_IT_STORES)) tail.set(end + 1);
        slots[index(slots, end)] = element;
        tail.set(end + 1);
    }

    @Override
    public Integer poll() {
        long end = tail.get();
        Integer[] slots = ring;
        for (; ; ) {
            long first = head.get();
            if (first == end) return null;
            int index = index(slots, first);
            Integer element = slots[index];
            if (is(Mutation.POLL_WITHOUT_CAS)) head.set(first + 1);
            else if (!head.compareAndSet(first, first + 1)) continue;
            slots[index] = null;
            return element;
        }
    }

    @Override
    public boolean isEmpty() {
        long first = head.get();
        return tail.get() - first <= 0;
    }

    @Override
    public Integer stealOdd() {
        for (; ; ) {
            Integer[] slots = is(Mutation.READS_THE_RING_FIRST) ? ring : null;
            long first = head.get();
            if (tail.get() - first <= 0) return null;
            if (slots == null) slots = ring;
            Integer oldest = slots[index(slots, first)];
            if (oldest != null && !LocalQueueScenario.isOdd(oldest)) return null;
            if (is(Mutation.CHOOSES_THEN_TAKES_ANY)) {
                first = head.get();
                if (tail.get() - first <= 0) return null;
                oldest = slots[index(slots, first)];
            }
            if (claim(first, 1)) return oldest;
        }
    }

    @Override
    public List<Integer> steal(int thief) {
        MutantQueue own = thieves[thief];
        List<Integer> stolen = new ArrayList<>();
        Integer oldest = stealInto(own);
        for (; oldest != null; oldest = own.poll()) stolen.add(oldest);
        return stolen;
    }

    private Integer stealInto(MutantQueue own) {
        for (; ; ) {
            Integer[] slots = is(Mutation.READS_THE_RING_FIRST) ? ring : null;
            long end = is(Mutation.READS_THE_TAIL_BEFORE_THE_HEAD) ? tail.get() : 0;
            long first = head.get();
            if (!is(Mutation.READS_THE_TAIL_BEFORE_THE_HEAD)) end = tail.get();
            long there = end - first;
            if (there <= 0) return null;
            int count = (int) (there - (there >> 1));
            boolean claimed = is(Mutation.CLAIMS_BEFORE_IT_COPIES) && head.compareAndSet(first, first + count);
            if (slots == null) slots = ring;
            Integer oldest = slots[index(slots, first)];
            own.copyFrom(slots, first + 1, count - 1);
            boolean published = is(Mutation.PUBLISHES_BEFORE_IT_CLAIMS);
            if (published) own.publish(count - 1);
            if (claimed || claim(first, count)) {
                if (!published) own.publish(count - 1);
                return oldest;
            }
        }
    }

    private boolean claim(long first, int count) {
        if (is(Mutation.STEAL_WITHOUT_CAS)) {
            head.set(first + count);
            return true;
        }
        if (is(Mutation.HEAD_WRAPS_AROUND)) {
            // As if the head had but two values.
            long now = head.get();
            return (now & 1) == (first & 1) && head.compareAndSet(now, now + count);
        }
        return head.compareAndSet(first, first + count);
    }

    private void copyFrom(Integer[] from, long first, int count) {
        long end = tail.get();
        if (end + count - limit > 0) makeRoom(end, count);
        Integer[] slots = ring;
        for (int i = 0; i < count; i++) slots[index(slots, end + i)] = from[index(from, first + i)];
    }

    private void publish(int count) {
        tail.set(tail.get() + count);
    }

    private void makeRoom(long end, int count) {
        long first = head.get();
        if (is(Mutation.LOOKS_FOR_ROOM_BEHIND_THE_NEXT_HEAD)) first++;
        limit = first + ring.length;
        if (end + count - limit > 0) ring = copy(end, count);
    }

    private Integer[] copy(long end, int count) {
        long first = head.get();
        Integer[] old = ring;
        int size = (int) (end - first);
        int capacity = 1;
        while (capacity < size + count || capacity < size << 1) capacity <<= 1;
        Integer[] fresh = new Integer[capacity];
        for (long i = first; i - end < 0; i++) fresh[index(fresh, i)] = old[index(old, i)];
        limit = first + capacity;
        return fresh;
    }

    private static int index(Integer[] slots, long at) {
        return (int) at & (slots.length - 1);
    }
}
