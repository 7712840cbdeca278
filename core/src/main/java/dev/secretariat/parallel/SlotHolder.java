package dev.secretariat.parallel;

import org.jspecify.annotations.Nullable;

/**
 * A worker's LIFO slot as others see it: they look whether something is there, and take what is stuck.
 *
 * @param <E> the type of the elements
 */
interface SlotHolder<E> {
    boolean isSlotEmpty();

    /** Returns what is in the slot, or null: for {@link #takeFromSlot}, if it is still there later. */
    @Nullable
    Object peekSlot();

    /** Takes the element in the slot if it is still this one; else returns null. */
    @Nullable
    E takeFromSlot(Object held);
}
