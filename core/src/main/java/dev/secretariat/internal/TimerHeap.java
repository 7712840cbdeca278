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
 * at most as much memory as the others, or as {@link #SWEEP_MINIMUM} of them.
 *
 * <p>Times are compared by subtraction. They lie within half the range of a long of the present, so
 * the order holds across a wrap-around of the clock.
 */
public final class TimerHeap {
    private static final int ARITY_SHIFT = 2;
    private static final int SWEEP_MINIMUM = 64;

    private long[] times;
    private @Nullable TimerNode[] nodes;
    private int size;
    private int forgotten;

    /** An empty heap. */
    public TimerHeap() {
        this(64);
    }

    /** An empty heap with room for so many, for tests of its growth. */
    public TimerHeap(int capacity) {
        times = new long[capacity];
        nodes = new TimerNode[capacity];
    }

    /** How many timers there are, those counted that are forgotten but not yet swept. */
    public int size() {
        return size;
    }

    /** Adds a timer, unless it is there. */
    public void add(TimerNode node) {
        if (node.queued) return;
        node.queued = true;
        if (size == times.length) grow();
        siftUp(size++, node.atNanos(), node);
    }

    /** Says that nobody waits for a timer any more, as far as the caller knows. */
    public void forget(TimerNode node) {
        if (!node.queued || node.hasWaiters()) return;
        if (++forgotten > size >> 1 && size >= SWEEP_MINIMUM) sweep();
    }

    /** Removes timers from the front that nobody waits for; says whether any is left. */
    public boolean skipForgotten() {
        while (size > 0 && !node(0).hasWaiters()) {
            if (forgotten > 0) forgotten--;
            poll();
        }
        return size > 0;
    }

    /**
     * The time of the first timer.
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

    /** Removes and returns the first timer, or null if there is none. */
    public @Nullable TimerNode poll() {
        if (size == 0) return null;
        TimerNode first = node(0);
        first.queued = false;
        int last = --size;
        long lastTime = times[last];
        TimerNode lastNode = nodes[last];
        nodes[last] = null;
        if (last > 0) siftDown(0, lastTime, lastNode);
        if (forgotten > size) forgotten = size;
        return first;
    }

    private void sweep() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            TimerNode node = node(i);
            if (node.hasWaiters()) {
                times[kept] = times[i];
                nodes[kept++] = node;
            } else {
                node.queued = false;
            }
        }
        Arrays.fill(nodes, kept, size, null);
        size = kept;
        forgotten = 0;
        for (int i = (kept - 2) >> ARITY_SHIFT; i >= 0; i--) siftDown(i, times[i], nodes[i]);
        if (size < times.length >> 2 && times.length > SWEEP_MINIMUM) resize(times.length >> 1);
    }

    private void siftUp(int from, long time, TimerNode node) {
        int hole = from;
        while (hole > 0) {
            int parent = (hole - 1) >> ARITY_SHIFT;
            if (time - times[parent] >= 0) break;
            times[hole] = times[parent];
            nodes[hole] = nodes[parent];
            hole = parent;
        }
        times[hole] = time;
        nodes[hole] = node;
    }

    private void siftDown(int from, long time, @Nullable TimerNode node) {
        int hole = from;
        for (; ; ) {
            int child = (hole << ARITY_SHIFT) + 1;
            if (child >= size) break;
            int smallest = child;
            int end = Math.min(child + (1 << ARITY_SHIFT), size);
            for (int other = child + 1; other < end; other++) {
                if (times[other] - times[smallest] < 0) smallest = other;
            }
            if (times[smallest] - time >= 0) break;
            times[hole] = times[smallest];
            nodes[hole] = nodes[smallest];
            hole = smallest;
        }
        times[hole] = time;
        nodes[hole] = node;
    }

    /** One below {@code size}: those are never null. */
    private TimerNode node(int index) {
        return Objects.requireNonNull(nodes[index]);
    }

    private void grow() {
        resize(times.length << 1);
    }

    private void resize(int capacity) {
        times = Arrays.copyOf(times, capacity);
        nodes = Arrays.copyOf(nodes, capacity);
    }
}
