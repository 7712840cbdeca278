package dev.secretariat.sync;

import org.jspecify.annotations.Nullable;

/** A queue in a ring of places that grows by doubling; of one thread at a time. What cannot be added for want of memory changes nothing. */
final class Ring<T> {
    private static final int FIRST_PLACES = 16;

    private @Nullable Object[] places = new Object[FIRST_PLACES]; // a power of two
    private int head;
    private int size;

    /** Returns how many there are; a hint if called by another thread. */
    int size() {
        return size;
    }

    void add(T element) {
        if (size == places.length) grow();
        places[head + size & places.length - 1] = element;
        size++;
    }

    @SuppressWarnings("unchecked") // only such are added
    @Nullable
    T poll() {
        if (size == 0) return null;
        int index = head;
        T element = (T) places[index];
        places[index] = null;
        head = index + 1 & places.length - 1;
        size--;
        return element;
    }

    private void grow() {
        int length = places.length;
        if (length > Integer.MAX_VALUE / 2) throw new OutOfMemoryError(length + " elements are all that fit in here");
        @Nullable Object[] wider = new Object[2 * length];
        System.arraycopy(places, head, wider, 0, length - head);
        System.arraycopy(places, 0, wider, length - head, head);
        places = wider;
        head = 0;
    }
}
