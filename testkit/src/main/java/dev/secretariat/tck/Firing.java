package dev.secretariat.tck;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One event that another thread lets happen, at a moment of its own choice, while the test goes on in turns. */
final class Firing {
    /**
     * So many turns after it was due, an event that has not begun has no processor to begin on. Without this, a turn that makes a waker would make
     * some ten thousand of them until the system takes the processor from the test. Not tuned.
     */
    private static final int MAX_TURNS_LATE = 1000;

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
    @SuppressWarnings("ThreadPriorityCheck") // where all processors are busy, the other thread needs this one
    void turn() {
        int turn = turns.getPlain() + 1;
        turns.lazySet(turn);
        if (turn - afterTurns > MAX_TURNS_LATE) Thread.yield();
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
