package dev.secretariat.simulation;

import dev.secretariat.reports.Stacks;
import dev.secretariat.reports.Watch;
import dev.secretariat.reports.Watched;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that one run does not stand still in real time: tells who blocks and where, and in the end interrupts
 * the thread that drives, so that a step which waits on a queue comes back and the run fails.
 *
 * <p>The driver tells of each step by two stores without a fence; the watch's thread may see them late, but looks four
 * times a second. That thread interrupts the driver while it holds this monitor, and the driver takes the finding, with
 * the interrupt, under the same monitor: so no interrupt arrives later.
 */
final class Supervisor implements Watched, AutoCloseable {
    private final Thread driver = Thread.currentThread();
    private final Watch watch;
    private final Duration patience;
    private final Consumer<String> listener;

    /** Even between two steps, odd in a step. Written by the driver. */
    private final AtomicLong pulse = new AtomicLong();

    /** Whose step runs. Written by the driver. */
    private final AtomicReference<@Nullable SimulatedTask> running = new AtomicReference<>();

    /** Who runs it, or has run the last one. Written by the driver. */
    private final AtomicReference<@Nullable SimulatedWorker> runs = new AtomicReference<>();

    /** Who drives in the driver's place, if somebody does. Written by the driver. */
    private final AtomicReference<@Nullable Thread> standIn = new AtomicReference<>();

    /** Written by the watch's thread and taken by the driver, each under this monitor. */
    private volatile @Nullable StuckError found;

    /**
     * Begins to watch the calling thread.
     *
     * @param patience after how long it gives up
     * @param listener told in words when somebody stands still
     */
    Supervisor(Watch watch, Duration patience, Consumer<String> listener) {
        this.watch = watch;
        this.patience = patience;
        this.listener = listener;
        watch.add(this);
    }

    @Override
    public void close() {
        watch.remove(this);
        take();
    }

    // ---- The driver's side ----

    void stepBegins(SimulatedTask task, SimulatedWorker worker) {
        runs.lazySet(worker);
        running.lazySet(task);
        pulse.lazySet(pulse.getPlain() + 1);
    }

    void stepEnded() {
        running.lazySet(null);
        pulse.lazySet(pulse.getPlain() + 1);
    }

    /** Tells who drives from now on, in the place of the calling thread; null for that itself. */
    void standIn(@Nullable Thread thread) {
        standIn.lazySet(thread);
    }

    /** Ends the run if it has been given up. */
    void check() {
        StuckError error = found;
        if (error != null) throw error;
    }

    /** Returns what was found, if anything, for the last time; with it goes the interrupt. */
    synchronized @Nullable StuckError take() {
        StuckError error = found;
        if (error == null) return null;
        found = null;
        Thread.interrupted(); // ours
        return error;
    }

    // ---- The watch's side ----

    @Override
    public long pulse() {
        return pulse.get();
    }

    @Override
    public Duration patience() {
        return patience;
    }

    @Override
    public void tell(Duration howLong) {
        Thread standing = standing();
        listener.accept(inWords(who(), howLong, standing, standing.getStackTrace()));
    }

    @Override
    public void giveUp(Duration howLong) {
        String who = who();
        Thread standing = standing();
        StackTraceElement[] stack = standing.getStackTrace();
        String text = inWords(who, howLong, standing, stack);
        synchronized (this) {
            found = new StuckError(who, text, stack);
            standing.interrupt();
        }
        listener.accept(text + "\nThe thread is interrupted now.");
    }

    /** Returns the thread that stands still: the driver's, or the one that stands in for it, or that a step is lent to, as a fiber's. */
    private Thread standing() {
        SimulatedWorker worker = running.get() == null ? null : runs.get();
        Thread lent = worker == null ? null : worker.threadOfStep();
        if (lent != null) return lent;
        Thread other = standIn.get();
        return other == null ? driver : other;
    }

    private String who() {
        SimulatedTask task = running.get();
        return task == null ? "the program" : "task '" + task.cell.name() + "'";
    }

    private String inWords(String who, Duration howLong, Thread standing, StackTraceElement[] stack) {
        boolean inStep = running.get() != null;
        return who + (inStep ? " has been in one step" : " has not gone on, outside of any step,") + " for "
                + howLong.toMillis() / 1000.0 + " s of real time; thread '" + standing.getName() + "' stands\n"
                + Stacks.inWords(stack);
    }
}
