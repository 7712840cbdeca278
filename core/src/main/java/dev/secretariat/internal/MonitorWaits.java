package dev.secretariat.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The mounted bodies of a scheduler that block in the JDK, where that scheduler has to know at each moment which of them can go on.
 *
 * <p>Whoever unlocks a lock of java.util.concurrent hands the next stretch of the one that it wakes to its executor itself, at once. Whoever
 * leaves a monitor does not. It puts the virtual thread that is next on a list of the JVM's; a thread of the JDK, the
 * unblocker, takes the list as a whole, and hands over the stretches of those on it one by one. So when a step has ended, the wake of a body that
 * waits for a monitor may be under way. This looks for bodies for which that could be so, and waits until the unblocker is done with all
 * that was on the list: it lets a probe of its own come by the same way, twice. What the first probe was on the list with may come after
 * it, as the order within a list is not known; but the unblocker takes the second one only after all that.
 *
 * <p>Those that can go on are then woken by the scheduler's thread, in the order in which they began to wait.
 */
public final class MonitorWaits implements AutoCloseable {
    private static final String UNBLOCKER = "VirtualThread-unblocker";

    /** In the order in which they came; some of them have been woken. Of whoever runs the scheduler's steps. */
    private final List<Waiting> all = new ArrayList<>();

    /** Returns whether the calling thread is the JDK's that hands over those who can enter a monitor. */
    public static boolean isUnblocker() {
        return Thread.currentThread().getName().equals(UNBLOCKER);
    }

    /**
     * Begins to look after one that blocks.
     *
     * @param thread which blocks
     * @param isReady whether its next stretch is there
     * @param wake called once, unless it has been {@linkplain Waiting#leave left}
     */
    public Waiting add(Thread thread, BooleanSupplier isReady, Runnable wake) {
        Waiting waiting = new Waiting(thread, isReady, wake);
        all.add(waiting);
        return waiting;
    }

    /** Wakes all that can go on by what has been done until now. */
    public void wakeReady() {
        if (all.isEmpty()) return;
        all.removeIf(Waiting::isOver);
        if (all.stream().anyMatch(Waiting::mayBeUnderWay)) awaitUnblocker();
        for (Waiting waiting : List.copyOf(all)) {
            if (waiting.isReady.getAsBoolean()) waiting.wake();
        }
    }

    @Override
    public void close() {}

    /** Waits until the unblocker has handed over all that were on its list. */
    private static void awaitUnblocker() {
        if (!VirtualThreads.isVirtual(Thread.currentThread())) {
            new HeldMonitors().secure();
            letProbePass();
            letProbePass();
            return;
        }
        AtomicBoolean done = new AtomicBoolean(); // a virtual thread cannot carry the probes
        Thread me = Thread.currentThread();
        Thread ignored = Threads.start(Threads.daemons("monitor-probe"), () -> {
            letProbePass();
            letProbePass();
            done.set(true);
            LockSupport.unpark(me);
        });
        parkUntil(done::get);
    }

    private static void letProbePass() {
        Object monitor = new Object();
        Stretches holder = new Stretches();
        Stretches probe = new Stretches();
        holder.start(() -> {
            synchronized (monitor) {
                pause();
            }
        });
        probe.start(() -> {
            synchronized (monitor) {
                pause(); // so that the block is not empty
            }
        });
        holder.run(); // enters
        probe.run(); // blocks
        holder.run(); // leaves: the probe is on the list
        parkUntil(probe::isThere);
        probe.run(); // enters
        probe.run();
    }

    @SuppressWarnings("ThreadPriorityCheck") // ends a stretch
    private static void pause() {
        Thread.yield();
    }

    private static void parkUntil(BooleanSupplier condition) {
        boolean interrupted = false;
        while (!condition.getAsBoolean()) {
            LockSupport.park(condition);
            if (Thread.interrupted()) interrupted = true;
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    /** One that blocks. */
    public static final class Waiting {
        private final Thread thread;
        private final BooleanSupplier isReady;
        private final Runnable wake;
        private final AtomicBoolean over = new AtomicBoolean();

        private Waiting(Thread thread, BooleanSupplier isReady, Runnable wake) {
            this.thread = thread;
            this.isReady = isReady;
            this.wake = wake;
        }

        /** Wakes it, unless that has been done. */
        public void wake() {
            if (!over.getAndSet(true)) wake.run();
        }

        /** Sees to it that it is not woken any more. */
        public void leave() {
            over.set(true);
        }

        private boolean isOver() {
            return over.get();
        }

        /** Returns whether the unblocker may have it: a thread that it has not got waits, or its stretch is there. */
        private boolean mayBeUnderWay() {
            if (isReady.getAsBoolean()) return false;
            Thread.State state = thread.getState();
            return state == Thread.State.BLOCKED || state == Thread.State.RUNNABLE;
        }
    }

    /** The stretches of a virtual thread that the caller runs one by one. */
    private static final class Stretches implements Executor {
        private final Thread caller = Thread.currentThread();
        private final AtomicReference<@Nullable Runnable> next = new AtomicReference<>();

        void start(Runnable load) {
            Threads.start(VirtualThreads.on(this, "monitor-probe", load));
        }

        @Override
        public void execute(Runnable stretch) {
            next.set(stretch);
            LockSupport.unpark(caller);
        }

        boolean isThere() {
            return next.get() != null;
        }

        /** Runs the next one, if there is any. */
        void run() {
            Runnable stretch = next.getAndSet(null);
            if (stretch != null) stretch.run();
        }
    }
}
