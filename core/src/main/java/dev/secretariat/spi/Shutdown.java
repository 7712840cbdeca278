package dev.secretariat.spi;

import dev.secretariat.Awaitable;
import dev.secretariat.CloseTimeoutException;
import dev.secretariat.Outcome;
import dev.secretariat.Promise;
import dev.secretariat.internal.LogMessage;
import dev.secretariat.internal.StackReserve;
import dev.secretariat.internal.Texts;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * How a scheduler ends: it refuses, waits or cancels, tells what it waits for, and terminates once. The counting that
 * finds the last task is {@link Lifecycle}'s; {@code shutdown.pml}, beside this, is the model of both.
 */
final class Shutdown {
    private static final LogMessage WAITS = LogMessage.warn(Shutdown.class, "{} is closing and waits for {}");
    private static final LogMessage KEEPS_THREADS = LogMessage.error(Shutdown.class, "{} could not let its threads go");
    private static final LogMessage WAKER_THREW =
            LogMessage.error(Shutdown.class, "A waker threw when told of the end of {}; it must not");

    /** The longest duration there is. */
    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    /** Made beforehand: what ends a wait needs no memory. */
    private static final Outcome<@Nullable Void> DONE = Outcomes.succeeded(null);

    /** The scheduler that ends. */
    interface Surroundings {
        /** Returns a deadline on its clock. */
        TimerDeadline deadline(Duration delay);

        /** Blocks the calling thread, or drives meanwhile; returns false if the time ran out. */
        boolean block(Awaitable awaitable, TimerDeadline end) throws InterruptedException;

        /** Returns after how long to tell what a close waits for. */
        Duration patience();

        /** Returns which tasks have not ended: says so when it is asked for its text. */
        Object unended();

        void cancelAllTasks();

        /** Reports the failures that nobody has seen; nobody will come any more. */
        void reportUnseenFailures();

        /** Lets the threads end, as all tasks have; what this throws is logged. */
        void letThreadsGo();
    }

    private final Surroundings scheduler;
    private final Lifecycle lifecycle;
    private final Promise<@Nullable Void> closing = new Promise<>();
    private final Promise<@Nullable Void> terminated = new Promise<>();

    /** The thread that is in terminate(), where the failure handler may call back. */
    private volatile @Nullable Thread terminator;

    Shutdown(Surroundings scheduler, Lifecycle lifecycle) {
        this.scheduler = scheduler;
        this.lifecycle = lifecycle;
    }

    /** Holds once closing has begun. */
    Promise<@Nullable Void> closing() {
        return closing;
    }

    /** Holds once the scheduler has terminated. */
    Promise<@Nullable Void> terminated() {
        return terminated;
    }

    /** Returns whether the calling thread is in what follows from the last task's end. */
    boolean isTerminating() {
        return terminator == Thread.currentThread();
    }

    /** Returns whether the last task has ended, and what follows from that has begun. */
    boolean hasBegunToTerminate() {
        return terminator != null || terminated.isDone();
    }

    // ---- Counting ----

    /**
     * Counts a task in that a step submits.
     *
     * @param worker the tally of the worker whose step it is
     * @throws RejectedExecutionException if it comes too late
     */
    void countIn(Tally worker) {
        if (!lifecycle.accept(worker)) throw tooLate();
    }

    /** Returns whether a task is accepted for which an external thread has taken a slot; if not, {@link #refuse} follows. */
    boolean isOpen() {
        return lifecycle.isOpen();
    }

    /** Counts a task out that an external thread has submitted too late; returns what to throw. */
    RejectedExecutionException refuse() {
        if (lifecycle.refuse()) terminate();
        return tooLate();
    }

    private RejectedExecutionException tooLate() {
        return new RejectedExecutionException(scheduler
                + " is closed to this submission; submit before close() or shutdown(), or by Worker.submit in a"
                + " step of a task: until that has ended, its submissions are accepted");
    }

    /**
     * Counts a task out, and terminates if it was the last.
     *
     * @param worker the tally of the worker on which it ended; null if it ended elsewhere
     * @param settles whether that worker calls {@link #settle} before it waits
     */
    void countOut(@Nullable Tally worker, boolean settles) {
        boolean last;
        if (worker != null && settles) last = lifecycle.releaseEarly(worker);
        else last = lifecycle.release(worker);
        if (last) terminate();
    }

    /** Looks for the last task's end once more; see {@link Lifecycle#releaseEarly}. */
    void settle() {
        if (lifecycle.settle()) terminate();
    }

    /** Returns one of {@link Lifecycle}'s phases. */
    int phase() {
        return lifecycle.phase();
    }

    // ---- Requests ----

    /** Begins to close, or goes on with it, to one of {@link Lifecycle}'s phases; does not wait. */
    void advance(int phase) {
        StackReserve.requireTwice();
        if (lifecycle.advance(phase)) terminate();
        else complete(closing);
    }

    /**
     * Refuses all submissions from now on, and begins no work of the executor view; tells nobody yet: periodic
     * work that heard of the closing would give itself up, before it could be taken back. {@link #shutdownNow}
     * follows.
     */
    void stop() {
        if (lifecycle.advance(Lifecycle.REFUSING)) terminate();
    }

    void shutdownNow() {
        advance(Lifecycle.CANCELLING);
        scheduler.cancelAllTasks();
    }

    /** Waits for the end of all tasks, after an {@link #advance}. */
    void await() {
        awaitTermination(FOREVER);
    }

    /** Waits for the end of all tasks, and cancels those that are left when the time is up. */
    void await(Duration timeout) throws CloseTimeoutException {
        if (awaitTermination(timeout)) return;
        String left;
        try {
            left = Texts.of(scheduler) + " was not done within " + timeout + ", so it asked to cancel "
                    + scheduler.unended();
        } finally {
            shutdownNow();
        }
        boolean interrupted = Thread.interrupted(); // it has cancelled all, and must not keep us from it
        try {
            TimerDeadline now = scheduler.deadline(Duration.ZERO);
            scheduler.block(terminated, now); // where the caller drives, this runs the cancellations
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) Thread.currentThread().interrupt();
        throw new CloseTimeoutException(left);
    }

    /** Says whether the scheduler terminated in time; an interrupt cancels all and is restored. */
    private boolean awaitTermination(Duration timeout) {
        TimerDeadline end = scheduler.deadline(timeout);
        Duration untilTold = scheduler.patience();
        TimerDeadline patience = scheduler.deadline(untilTold);
        boolean isLonger = timeout.compareTo(untilTold) > 0;
        boolean interrupted = false;
        try {
            while (!terminated.isDone()) {
                if (end.isPast()) return false;
                boolean patient = !patience.isPast();
                try {
                    scheduler.block(terminated, patient && isLonger ? patience : end);
                } catch (InterruptedException e) {
                    interrupted = true;
                    shutdownNow();
                }
                if (patient && patience.isPast() && !terminated.isDone()) {
                    WAITS.log(scheduler, scheduler.unended());
                }
            }
            return true;
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    // ---- The end ----

    /** Terminates it: once, by the thread that was told by {@link Lifecycle} that the last task has ended. */
    private void terminate() {
        terminator = Thread.currentThread();
        complete(closing); // whoever closes may not have come to it yet, or this is who closes
        scheduler.reportUnseenFailures();
        try {
            scheduler.letThreadsGo();
        } catch (Throwable failure) {
            KEEPS_THREADS.log(scheduler, failure);
        }
        complete(terminated);
        terminator = null;
    }

    private void complete(Promise<@Nullable Void> promise) {
        try {
            promise.complete(DONE);
        } catch (Throwable failure) {
            WAKER_THREW.log(scheduler, failure);
        }
    }
}
