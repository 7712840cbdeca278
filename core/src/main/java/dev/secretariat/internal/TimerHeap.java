package dev.secretariat.internal;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Timers by time: a four-ary heap over two arrays, so that a sift compares longs that lie side by
 * side. Not thread-safe: it has one owner.
 *
 * <p>Cancelling is lazy, because most timers are cancelled: {@link #forget} only counts, and when more
 * than half of the heap is forgotten, all those that nobody waits for any more are swept out and the
 * heap is rebuilt. So setting and forgetting cost constant time on average, and forgotten timers hold
 * at most as much memory as the others, or as {@link #MIN_SWEPT} of them. When many have rung, or are gone otherwise, the heap
 * gives their room back.
 *
 * <p>Timers of the same time are in the order in which they were added.
 *
 * <p>Times are compared by subtraction. They lie within half the range of a long of the present, so
 * the order holds across a wrap-around of the clock.
 */
public final class TimerHeap {
    /** Four children: their times are half a cache line, and the heap is half as high as a binary one. */
    private static final int ARITY_SHIFT = 2;

    /**
     * Smaller heaps are neither swept nor shrunk: what they keep in vain is not worth the work. Not tuned. An empty one
     * has room for as many.
     */
    private static final int MIN_SWEPT = 64;

    private long[] times;
    private @Nullable TimerNode[] nodes;

    /** Numbers of those that were added; they wrap around, and are compared by subtraction. */
    private int[] turns;

    private int nextTurn;
    private int size;
    private int forgotten;

    /** An empty heap. */
    public TimerHeap() {
        this(MIN_SWEPT);
    }

    /** An empty heap with room for so many, for tests of its growth. */
    public TimerHeap(int capacity) {
        times = new long[capacity];
        nodes = new TimerNode[capacity];
        turns = new int[capacity];
    }

    /** Returns how many timers there are, those counted that are forgotten but not yet swept. */
    public int size() {
        return size;
    }

    /** Returns for how many there is room; for tests. */
    int capacity() {
        return times.length;
    }

    /** Returns how many more have to be forgotten until all that are forgotten are swept out. */
    public int untilSweep() {
        return (size >> 1) + 1 - forgotten;
    }

    /** Adds a timer, unless it is there. */
    public void add(TimerNode node) {
        if (node.isQueued()) return;
        if (size == times.length) grow(); // first: without memory nothing has changed
        node.enterQueue();
        siftUp(size++, node.atNanos(), nextTurn++, node);
    }

    /** Says that nobody waits for a timer any more, as far as the caller knows. */
    public void forget(TimerNode node) {
        if (!node.isQueued() || node.isWaitedFor()) return;
        forget(1);
    }

    /** As {@link #forget(TimerNode)} of so many, whichever they are. */
    public void forget(int many) {
        forgotten = Math.min(size, forgotten + many);
        if (forgotten > size >> 1 && size >= MIN_SWEPT && StackReserve.isThere()) sweep();
    }

    /** Removes timers from the front that nobody waits for; says whether any is left. */
    public boolean skipForgotten() {
        return skipForgotten(size);
    }

    /** As {@link #skipForgotten()}, but removes at most so many: the first may be one that nobody waits for. */
    public boolean skipForgotten(int max) {
        for (int left = max; left > 0 && size > 0 && !node(0).isWaitedFor(); left--) {
            if (forgotten > 0) forgotten--;
            poll();
        }
        giveRoomBack();
        return size > 0;
    }

    /**
     * Returns the time of the first timer.
     *
     * @throws IllegalStateException if there is none
     */
    public long firstNanos() {
        if (size == 0) throw new IllegalStateException("no timers");
        return times[0];
    }

    /** Removes and returns the first timer if its time has come, else null. */
    public @Nullable TimerNode pollDue(long nowNanos) {
        return size == 0 || times[0] - nowNanos > 0 ? null : poll();
    }

    /**
     * Wakes the waiters of the timers whose time has come, and says how many timers they were. What a waker throws is
     * thrown in the end, later ones suppressed.
     */
    public int ringDue(long nowNanos) {
        int rung = 0;
        Throwable first = null; // a waker must not throw; one that does cannot keep the rest asleep
        // No second look at a clock: what has been taken out here must be rung.
        for (TimerNode due = pollDue(nowNanos); due != null; due = pollDue(nowNanos)) {
            try {
                due.ringAll();
            } catch (Throwable failure) {
                first = first == null ? failure : Throwables.suppress(first, failure);
            }
            rung++;
        }
        giveRoomBack();
        if (first != null) throw Throwables.unchecked(first);
        return rung;
    }

    /** Removes and returns the first timer, or null if there is none. */
    public @Nullable TimerNode poll() {
        if (size == 0) return null;
        TimerNode first = node(0);
        first.leaveQueue();
        int last = --size;
        long lastTime = times[last];
        TimerNode lastNode = nodes[last];
        nodes[last] = null;
        if (last > 0) siftDown(0, lastTime, turns[last], lastNode);
        if (forgotten > size) forgotten = size;
        return first;
    }

    private void sweep() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            TimerNode node = node(i);
            if (node.isWaitedFor()) {
                times[kept] = times[i];
                turns[kept] = turns[i];
                nodes[kept++] = node;
            } else {
                node.leaveQueue();
            }
        }
        Arrays.fill(nodes, kept, size, null);
        size = kept;
        forgotten = 0;
        for (int i = (kept - 2) >> ARITY_SHIFT; i >= 0; i--) siftDown(i, times[i], turns[i], nodes[i]);
        giveRoomBack();
    }

    /** Leaves room for at least twice as many as there are, if that is less than half of what there is. */
    private void giveRoomBack() {
        if (size >= times.length >> 2 || times.length <= MIN_SWEPT || !StackReserve.isThere()) return;
        try {
            resize(Math.max(MIN_SWEPT, Integer.highestOneBit(size) << 2));
        } catch (OutOfMemoryError none) {
            // The larger one does as well.
        }
    }

    /** Puts the newest in its place: behind those of its time. */
    private void siftUp(int from, long time, int turn, TimerNode node) {
        int hole = from;
        while (hole > 0) {
            int parent = (hole - 1) >> ARITY_SHIFT;
            if (time - times[parent] >= 0) break;
            times[hole] = times[parent];
            turns[hole] = turns[parent];
            nodes[hole] = nodes[parent];
            hole = parent;
        }
        times[hole] = time;
        turns[hole] = turn;
        nodes[hole] = node;
    }

    private void siftDown(int from, long time, int turn, @Nullable TimerNode node) {
        int hole = from;
        for (; ; ) {
            int child = (hole << ARITY_SHIFT) + 1;
            if (child >= size) break;
            int smallest = child;
            int end = Math.min(child + (1 << ARITY_SHIFT), size);
            for (int other = child + 1; other < end; other++) {
                if (isBefore(times[other], turns[other], smallest)) smallest = other;
            }
            if (isBefore(time, turn, smallest)) break;
            times[hole] = times[smallest];
            turns[hole] = turns[smallest];
            nodes[hole] = nodes[smallest];
            hole = smallest;
        }
        times[hole] = time;
        turns[hole] = turn;
        nodes[hole] = node;
    }

    private boolean isBefore(long time, int turn, int other) {
        long difference = time - times[other];
        return difference < 0 || (difference == 0 && turn - turns[other] < 0);
    }

    /** Returns one below {@code size}: those are never null. */
    private TimerNode node(int index) {
        return Objects.requireNonNull(nodes[index]);
    }

    private void grow() {
        resize(times.length << 1);
    }

    /** Changes the capacity; all or nothing, if memory is short. */
    private void resize(int capacity) {
        long[] newTimes = Arrays.copyOf(times, capacity);
        int[] newTurns = Arrays.copyOf(turns, capacity);
        nodes = Arrays.copyOf(nodes, capacity);
        times = newTimes;
        turns = newTurns;
    }
}
