package dev.secretariat.sync;

import org.jspecify.annotations.Nullable;

/**
 * A queue in a ring of places that grows by doubling, and gives its memory back when it is empty; of one thread at a time. What cannot be added for want of memory changes
 * nothing.
 */
final class Ring<T> {
    private static final int FIRST_PLACES = 16;

    /** So many are kept by one that is empty: to make them again costs little beside what filled them. */
    private static final int KEPT_PLACES = 1024;

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
        if (--size == 0 && places.length > KEPT_PLACES) shrink();
        return element;
    }

    private void shrink() {
        try {
            places = new Object[FIRST_PLACES];
            head = 0;
        } catch (OutOfMemoryError full) {
            // so it stays as it is, and tries again when it is empty next time
        }
    }

    /** Returns how many places there are; for tests. */
    int places() {
        return places.length;
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
