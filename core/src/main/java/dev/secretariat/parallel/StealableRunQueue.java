package dev.secretariat.parallel;

import dev.secretariat.internal.Renewal;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A worker's {@link RunQueue} as others see it: they steal from its queue, and take what is stuck in its slot.
 *
 * @param <E> the type of the elements
 */
abstract class StealableRunQueue<E> {
    private static final Consumer<StealableRunQueue<?>> RENEW = StealableRunQueue::replaceSlot;

    private final StealableQueue<E> queue;

    /** Replaced by the owner while it is empty: another thread may see the one before, and finds nothing there. */
    private volatile LifoSlot<E> slot = new LifoSlot<>();

    StealableRunQueue(StealableQueue<E> queue) {
        this.queue = queue;
    }

    /** All but the newest: what half of may be stolen. */
    final StealableQueue<E> queue() {
        return queue;
    }

    final boolean isSlotEmpty() {
        return slot.isEmpty();
    }

    /** What is in the slot, or null: for {@link #takeFromSlot}, if it is still there later. */
    final @Nullable Object peekSlot() {
        return slot.peek();
    }

    /** Takes the element in the slot if it is still this one. */
    @SuppressWarnings("unchecked") // it has been in the slot
    final @Nullable E takeFromSlot(Object held) {
        LifoSlot<E> now = slot;
        return now.peek() == held && now.take(held) ? (E) held : null;
    }

    // ---- The owner's ----

    final LifoSlot<E> slot() {
        return slot;
    }

    /** While it is empty. */
    final void renewSlot() {
        Renewal.attempt(this, RENEW);
    }

    private void replaceSlot() {
        slot = new LifoSlot<>();
    }
}
