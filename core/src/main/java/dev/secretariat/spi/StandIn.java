package dev.secretariat.spi;

import dev.secretariat.internal.Threads;
import dev.secretariat.internal.Throwables;
import dev.secretariat.internal.Turns;
import dev.secretariat.internal.VirtualThreads;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A virtual thread that drives a scheduler while the thread that would waits for it: for those steps that {@linkplain
 * TaskCell#isForStandIn wait for a virtual thread} in turn. To hand over to another thread and back costs several microseconds where one
 * of the two is a platform thread, and a tenth of it where both are virtual.
 *
 * <p>Of the two threads one runs at a time, and what one has done happens-before what the other does next. An interrupt of the thread
 * that waits is passed on to the other one while that runs, and one that it has left is passed back. What the drive throws is thrown by
 * {@link #goOn}, with both threads' frames, as if they were one.
 *
 * <p>To be used by the thread that has made it, its principal, until it {@linkplain #hasEnded has ended}.
 */
public final class StandIn {
    private final Turns turns = new Turns();
    private final Runnable drive;
    private final Thread thread;

    // Written by the stand-in, and read by its principal once that may go on.
    private boolean ended;
    private @Nullable Throwable failure;

    private StandIn(Runnable drive) {
        this.drive = drive;
        this.thread = VirtualThreads.unstarted(Thread.currentThread().getName(), () -> turns.run(this::run));
    }

    /**
     * Returns one for the calling thread, which has to let it {@linkplain #goOn go on}; null where that is virtual itself,
     * where the JDK has none that lets its processor go wherever it waits (before 24, bodies that wait inside {@code
     * synchronized} could keep all of them), or where memory is short.
     *
     * @param drive what it does; returns when there is nothing left to do for it
     */
    public static @Nullable StandIn of(Runnable drive) {
        boolean helps = VirtualThreads.exist()
                && VirtualThreads.letGoInMonitors()
                && !VirtualThreads.isVirtual(Thread.currentThread());
        if (!helps) return null;
        StandIn made = new StandIn(drive);
        try {
            Threads.start(made.thread);
        } catch (OutOfMemoryError none) {
            return null;
        }
        return made;
    }

    /** Returns its thread. */
    public Thread thread() {
        return thread;
    }

    /** Returns whether its drive has returned, or thrown. Asked by its principal. */
    public boolean hasEnded() {
        return ended;
    }

    /** Lets it drive, until it {@linkplain #pause pauses} or has ended. Called by its principal. */
    public void goOn() {
        turns.give(thread);
        Throwable thrown = failure;
        if (thrown == null) return;
        failure = null;
        join(thrown);
        throw Throwables.unchecked(thrown);
    }

    /** Lets its principal go on, and waits for the next {@link #goOn}. Called in its drive. */
    public void pause() {
        turns.giveBack();
    }

    private void run() {
        try {
            drive.run();
        } catch (Throwable thrown) {
            failure = thrown;
        }
        ended = true;
    }

    /** Puts the principal's frames below those of a failure that was made in the drive. */
    private static void join(Throwable thrown) {
        StackTraceElement[] inDrive = thrown.getStackTrace();
        int root = 0;
        while (root < inDrive.length && !isOfStandIn(inDrive[root])) root++;
        if (root == inDrive.length) return; // made elsewhere, or without a trace
        Stream<StackTraceElement> below =
                Arrays.stream(Thread.currentThread().getStackTrace()).dropWhile(frame -> !isOfStandIn(frame));
        thrown.setStackTrace(Stream.concat(Arrays.stream(inDrive, 0, root), below.dropWhile(StandIn::isOfStandIn))
                .toArray(StackTraceElement[]::new));
    }

    private static boolean isOfStandIn(StackTraceElement frame) {
        return frame.getClassName().equals(StandIn.class.getName());
    }
}
