package dev.secretariat.fiber;

import dev.secretariat.Step;
import dev.secretariat.Worker;
import dev.secretariat.internal.Lendable;
import java.util.function.BooleanSupplier;

/**
 * The thread that a fiber's body runs on. It runs only between a {@link #resume} and the body's next {@link #suspend}, or the
 * body's end: so of the worker and the body, one runs at a time, and what one has done happens-before what the other does next.
 *
 * <p>An interrupt of the worker's thread is passed on to the body while that runs, and one that the body has left is the
 * worker's again: as if both were one thread.
 */
abstract class BodyThread {
    /** Returns the thread. */
    abstract Thread thread();

    // ---- The worker's side ----

    /**
     * Lets the body run, on from where it stands, until it waits by {@link #suspend} or has ended; or until it blocks in some
     * other way, where the carrier can tell.
     *
     * @param worker in whose step it runs
     * @param stays whether the worker must not go on with others while the body blocks
     */
    abstract void resume(Worker worker, BooleanSupplier stays);

    /** As {@link #resume}, while the step is lent to the body's thread. */
    final void resumeInStep(Worker worker, BooleanSupplier stays) {
        Lendable.lend(worker, thread());
        try {
            resume(worker, stays);
        } finally {
            Lendable.takeBack(worker);
        }
    }

    /** Returns whether the body blocks in some other way than by {@link #suspend}; only a mounted one is ever seen to. */
    boolean isBlocked() {
        return false;
    }

    /** Asks a body that blocks to end that, by an interrupt which the worker does not get back. */
    void askToEnd() {
        throw new AssertionError("the body does not block");
    }

    /** Returns what the task of a body that blocks does until it can go on. */
    Step<?> untilReady() {
        throw new AssertionError("the body neither waits nor has ended");
    }

    /** Lets the thread go, as the body has ended. */
    void release() {}

    // ---- The body's side ----

    /** Lets the worker go on, and stands still until the next {@link #resume}. */
    abstract void suspend();
}
