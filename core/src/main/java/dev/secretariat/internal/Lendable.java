package dev.secretariat.internal;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A worker whose running step may go on upon another thread: a fiber's body has a thread of its own, and is, while it runs, what
 * the worker runs. It is asked by the static methods alone, so that users, who may have a worker in their hands, find none of it;
 * of what is no such worker, as somebody's wrapper, they ask nothing.
 *
 * <p>At each moment only one thread runs the step: to give it over, and to take it back, happens-before what the other one does.
 */
public abstract class Lendable extends LeadingPad {
    // Of the thread that runs a step.
    private @Nullable HeldMonitors monitors; // null until the first step that carries a virtual thread
    private boolean tellsOfDrives;
    private boolean secured; // in this drive
    private boolean shallow; // whether its thread may carry a virtual one, if it is secured

    /** For subclasses. */
    protected Lendable() {}

    /** Makes a thread the one that the worker's step runs on. Called in the step, by the thread that it ran on until now. */
    public static void lend(Object worker, Thread thread) {
        if (worker instanceof Lendable lendable) lendable.lendTo(thread);
    }

    /** Takes the step back to the worker's own thread, which calls. */
    public static void takeBack(Object worker) {
        if (worker instanceof Lendable lendable) lendable.lendTo(null);
    }

    /** Returns whether a worker may have lent its step to this thread: false for nearly all that are no fiber's. A look at its class. */
    public static boolean mayBorrow(Thread thread) {
        return Threads.isBorrowing(thread) || VirtualThreads.isVirtual(thread);
    }

    /** Returns whether the worker runs a task on the calling thread: its own, or one that its step is lent to. */
    public static boolean runsHere(Object worker) {
        return worker instanceof Lendable lendable && lendable.isMine();
    }

    /**
     * Prepares the calling thread, which runs the worker's step, for carrying a virtual one: see {@link HeldMonitors}. Once for all steps
     * of a drive is enough, as what the thread holds then lies below the drive; unless a task of the user's own, which may hold something, calls
     * the step that carries.
     *
     * @param direct whether the worker {@linkplain #runs runs} the task that carries itself
     * @return false if another thread has to carry it, as there may be too little room on the {@linkplain StackDepth stack} of this one
     */
    public static boolean prepareToCarry(Object worker, boolean direct) {
        if (!(worker instanceof Lendable lendable)) {
            new HeldMonitors().secure();
            return StackDepth.isShallow();
        }
        if (direct && lendable.secured) return lendable.shallow;
        if (direct && lendable.hasOwnThread()) return true;
        HeldMonitors monitors = lendable.monitors;
        if (monitors == null) lendable.monitors = monitors = new HeldMonitors();
        monitors.secure();
        lendable.secured = lendable.tellsOfDrives;
        lendable.shallow = StackDepth.isShallow();
        return lendable.shallow;
    }

    /** Returns whether it is this task itself whose step runs, and no other one that calls it; on the thread of the step. */
    public static boolean runs(Object worker, Object task) {
        return worker instanceof Lendable lendable && lendable.runsItself(task);
    }

    /** Tells that a thread begins to drive the worker. Either never called, or at the begin of each drive. */
    public static void beginDrive(Lendable worker) {
        worker.tellsOfDrives = true;
        worker.secured = false;
    }

    /** Returns whether the body that the running step is lent to must not let its worker go, wherever it blocks. */
    public static boolean keepsBody(Object worker) {
        return worker instanceof Lendable lendable && lendable.keepsBody();
    }

    /** Returns whether the running step has forks that it has not joined. It waits for nothing. */
    public static boolean hasForks(Object worker) {
        return worker instanceof Lendable lendable && lendable.hasUnjoined();
    }

    /**
     * Returns how many forks the running step has not joined; waits for those of computations that have failed. On the
     * thread of the step.
     */
    public static int forksLeft(Object worker) {
        return worker instanceof Lendable lendable ? lendable.countUnjoined() : 0;
    }

    /** Drops the forks that the step has left, since it has failed, and waits for those that run. On the thread of the step. */
    public static void dropForks(Object worker, Throwable failure) {
        if (worker instanceof Lendable lendable) lendable.dropUnjoined(failure);
    }

    /** Returns what the worker's scheduler keeps of that kind until it terminates; null if it keeps nothing. */
    public static <B extends AutoCloseable> @Nullable B belonging(Object worker, Class<B> type, Supplier<B> maker) {
        return worker instanceof Lendable lendable ? lendable.belongings().get(type, maker) : null;
    }

    /** Returns who looks after bodies that block in a monitor; null if they are woken whenever the JDK does so. */
    public static @Nullable MonitorWaits monitorWaits(Object worker) {
        if (!(worker instanceof Lendable lendable) || !lendable.ordersMonitors()) return null;
        return lendable.belongings().get(MonitorWaits.class, MonitorWaits::new);
    }

    /** Returns whether other threads may wake the worker's tasks; not those of a simulation, which then runs what blocks in a step. */
    public static boolean admitsThreads(Object worker) {
        return !(worker instanceof Lendable lendable) || lendable.admitsThreads();
    }

    /** As {@link #lend}; null takes it back. */
    protected abstract void lendTo(@Nullable Thread thread);

    /** As {@link #runsHere}. */
    protected abstract boolean isMine();

    /** As {@link #runs}. */
    protected abstract boolean runsItself(Object task);

    /** As {@link #keepsBody(Object)}. */
    protected abstract boolean keepsBody();

    /** As {@link #hasForks}. */
    protected abstract boolean hasUnjoined();

    /** As {@link #forksLeft}. */
    protected abstract int countUnjoined();

    /** As {@link #dropForks}. */
    protected abstract void dropUnjoined(Throwable failure);

    /** As {@link #admitsThreads(Object)}. This implementation says yes. */
    protected boolean admitsThreads() {
        return true;
    }

    /** Returns whether bodies that block in a monitor are woken in a definite order, at definite places. */
    protected abstract boolean ordersMonitors();

    /** Returns whether the thread that runs steps is the scheduler's own, and holds no monitor below them. */
    protected abstract boolean hasOwnThread();

    /** As {@link #belonging}. */
    protected abstract Belongings belongings();
}
