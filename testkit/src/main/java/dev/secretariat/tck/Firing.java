package dev.secretariat.tck;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One event that another thread lets happen, at a moment of its own choice, while the test goes on in turns. */
final class Firing {
    private final Runnable event;
    private final int afterTurns;
    private final AtomicInteger turns = new AtomicInteger();
    private volatile boolean begun;
    private volatile boolean ended;
    private volatile @Nullable Throwable thrown;

    /**
     * An event that is still to come.
     *
     * @param afterTurns how many turns the test takes first, so that the moment falls anywhere in one
     */
    Firing(Runnable event, int afterTurns) {
        this.event = event;
        this.afterTurns = afterTurns;
    }

    /** Tells that the test begins its next turn. */
    void turn() {
        turns.lazySet(turns.getPlain() + 1);
    }

    /** Returns whether the event has begun; what has come before is seen by it. */
    boolean hasBegun() {
        return begun;
    }

    boolean hasEnded() {
        return ended;
    }

    @Nullable
    Throwable thrown() {
        return thrown;
    }

    boolean isDue() {
        return turns.get() >= afterTurns;
    }

    /** On the other thread. */
    void fire() {
        begun = true;
        try {
            event.run();
        } catch (Throwable failure) {
            thrown = failure;
        }
        ended = true;
    }
}
