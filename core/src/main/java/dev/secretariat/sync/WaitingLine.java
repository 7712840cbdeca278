package dev.secretariat.sync;

import org.jspecify.annotations.Nullable;

/** A doubly linked list of those who wait, the first to come in front; of one thread at a time. */
final class WaitingLine<W extends Waiting> {
    private @Nullable W first;
    private @Nullable W last;
    private int size;

    /** Returns how many stand in line; a hint if called by another thread. */
    int size() {
        return size;
    }

    @Nullable
    W first() {
        return first;
    }

    /** Returns the one behind another one. */
    @SuppressWarnings("unchecked") // only such are linked here
    @Nullable
    W after(W waiting) {
        return (W) waiting.next;
    }

    void add(W waiting) {
        addBefore(null, waiting);
    }

    /** Adds one in front of another one, or, for null, at the end. */
    @SuppressWarnings("unchecked")
    void addBefore(@Nullable W after, W waiting) {
        W before = after == null ? last : (W) after.previous;
        waiting.previous = before;
        waiting.next = after;
        if (before == null) first = waiting;
        else before.next = waiting;
        if (after == null) last = waiting;
        else after.previous = waiting;
        size++;
    }

    /** Takes out the first one, if there is one. */
    @Nullable
    W poll() {
        W waiting = first;
        if (waiting != null) remove(waiting);
        return waiting;
    }

    /** Takes out one that is in line. */
    @SuppressWarnings("unchecked")
    void remove(W waiting) {
        W before = (W) waiting.previous;
        W after = (W) waiting.next;
        if (before == null) first = after;
        else before.next = after;
        if (after == null) last = before;
        else after.previous = before;
        waiting.previous = null;
        waiting.next = null;
        size--;
    }
}
