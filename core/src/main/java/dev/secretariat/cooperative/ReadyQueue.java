package dev.secretariat.cooperative;

import dev.secretariat.spi.TaskCell;
import org.jspecify.annotations.Nullable;

/** First in, first out: a ring that grows. Only the driving thread touches it. */
final class ReadyQueue {
    private @Nullable TaskCell<?>[] ring;

    // Both count on for ever and may wrap around; their difference is the size.
    private int head;
    private int tail;

    ReadyQueue(int capacity) {
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("capacity is not a power of two: " + capacity);
        }
        ring = new TaskCell<?>[capacity];
    }

    boolean isEmpty() {
        return head == tail;
    }

    int size() {
        return tail - head;
    }

    void add(TaskCell<?> cell) {
        if (size() == ring.length) grow();
        ring[tail++ & (ring.length - 1)] = cell;
    }

    @Nullable
    TaskCell<?> poll() {
        if (isEmpty()) return null;
        int index = head++ & (ring.length - 1);
        TaskCell<?> cell = ring[index];
        ring[index] = null;
        return cell;
    }

    private void grow() {
        int mask = ring.length - 1;
        int size = size();
        @Nullable TaskCell<?>[] larger = new TaskCell<?>[ring.length << 1];
        for (int i = 0; i < size; i++) larger[i] = ring[(head + i) & mask];
        ring = larger;
        head = 0;
        tail = size;
    }
}
