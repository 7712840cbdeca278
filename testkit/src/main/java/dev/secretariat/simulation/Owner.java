package dev.secretariat.simulation;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that a simulation belongs to: the one that has made it, and, while that waits for it, one that stands in for it, or whose
 * step runs on it.
 */
final class Owner {
    /** How the threads are called by which the JDK wakes virtual ones. */
    private static final String OF_THE_JVM = "VirtualThread-";

    private final Thread thread = Thread.currentThread();

    /**
     * The thread that drives while the simulation's own waits for it; null if none does. Written by the one that waits. Others, who ask
     * without order, find another thread than themselves, whatever they find.
     */
    private @Nullable Thread standIn;

    /** Says whether a step has been lent to the calling thread, as to that of a fiber's body. */
    private BooleanSupplier isInStep = () -> false;

    /** The first call from elsewhere. */
    private volatile @Nullable ForeignThreadError intrusion;

    boolean isCaller() {
        return Thread.currentThread() == thread || isStandIn() || isInStep.getAsBoolean();
    }

    /** Returns whether the calling thread stands in for the simulation's own. */
    boolean isStandIn() {
        return Thread.currentThread() == standIn;
    }

    /** Sets who stands in for the calling thread; null for nobody. */
    void standIn(@Nullable Thread other) {
        standIn = other;
    }

    /** Sets who says whether a step runs on the calling thread. */
    void askWhoIsInStep(BooleanSupplier asked) {
        isInStep = asked;
    }

    /**
     * Refuses other threads, and remembers that one has come.
     *
     * @param what it does
     */
    void check(String what) {
        if (isCaller()) return;
        notice(what);
        throw new IllegalStateException(message(what));
    }

    /** Remembers that another thread has come, where it is too late to refuse it. */
    void notice(String what) {
        if (isCaller() || intrusion != null) return;
        String message = message(what);
        intrusion = new ForeignThreadError(message, new IllegalStateException(message));
    }

    private String message(String what) {
        String name = Thread.currentThread().getName();
        return "thread '" + name + "' " + what + " in a simulation that belongs to thread '" + thread.getName()
                + "'; what it does is not decided by the seed, so no run could be repeated. "
                + (name.startsWith(OF_THE_JVM)
                        ? "It ends a timed wait of a fiber's body: wait by the fiber instead, or for a"
                                + " lock of java.util.concurrent without a time-out."
                        : "Let a task of the simulation do it.");
    }

    /** Throws, on the simulation's own thread, if another one has come. */
    void checkAlone() {
        ForeignThreadError found = intrusion;
        if (found != null) {
            intrusion = null;
            throw found;
        }
    }
}
