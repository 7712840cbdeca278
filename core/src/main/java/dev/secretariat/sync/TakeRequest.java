package dev.secretariat.sync;

import dev.secretariat.internal.Handles;
import dev.secretariat.internal.Touch;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;

/** A {@link Take}, as its {@link Exchange} sees it: an element that it has been granted is lent until it is got or given back, by one CAS. */
abstract class TakeRequest<T> extends Waiting {
    private static final VarHandle FATE = Handles.field(MethodHandles.lookup(), "fate", int.class);
    private static final int LENT = 0;
    private static final int GOT = 1;
    private static final int GIVEN_BACK = 2;

    /** Inside the lock: the order in which elements were granted, which may overflow. */
    int turn;

    /** What has become of the element, if one was granted. */
    private volatile int fate;

    TakeRequest(Object owner) {
        super(owner);
    }

    private boolean hasElement() {
        Object how = outcome();
        return how != null && how != QUIT && !(how instanceof Closing);
    }

    /** Returns the element that was granted. */
    @SuppressWarnings("unchecked") // it is none of the other outcomes
    final T element() {
        return (T) Objects.requireNonNull(outcome());
    }

    /** Notes that an element that was granted is got, if this call decides that. */
    final boolean decideToGet() {
        Touch.writes(this);
        return hasElement() && FATE.compareAndSet(this, LENT, GOT);
    }

    /** Notes that an element that was granted goes back, if this call decides that. */
    final boolean decideToGiveBack() {
        Touch.writes(this);
        return hasElement() && FATE.compareAndSet(this, LENT, GIVEN_BACK);
    }

    final boolean isGot() {
        return fate == GOT;
    }

    /** Returns whether it waits, or has an element that may go back. */
    final boolean isOpen() {
        return isWaiting() || (fate == LENT && hasElement());
    }
}
