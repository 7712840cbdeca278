package dev.secretariat.parallel;

import dev.secretariat.internal.Handles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A task that its worker has just made ready, and runs next, before older ones: what it works on is
 * still in the cache. Its worker puts and takes; any other worker may take it too.
 *
 * @param <E> the type of the element
 */
final class LifoSlot<E> {
    private static final VarHandle ELEMENT = Handles.field(MethodHandles.lookup(), "element", Object.class);

    /** Filled by the owner; emptied by anyone, by CAS. */
    private volatile @Nullable Object element;

    /**
     * Puts an element in, and returns the one it takes the place of. A full fence: whoever announces its
     * sleep and then looks here sees the element, or is seen afterwards. Owner only.
     */
    @SuppressWarnings("unchecked") // only elements are stored
    @Nullable
    E put(E next) {
        // No call after the exchange: a StackOverflowError in here means that nothing was put.
        return (E) (Object) ELEMENT.getAndSet(this, (Object) next);
    }

    /** Takes the element, or returns null if there is none, or none any more. */
    @Nullable
    E take() {
        Object now = element;
        return now != null && take(now) ? cast(now) : null;
    }

    /** Takes the element if it is still this one; says whether it was. */
    boolean take(Object expected) {
        return ELEMENT.compareAndSet(this, expected, (Object) null);
    }

    @Nullable
    Object peek() {
        return element;
    }

    boolean isEmpty() {
        return element == null;
    }

    @SuppressWarnings("unchecked") // only elements are stored
    private @Nullable E cast(@Nullable Object stored) {
        return (E) stored;
    }
}
