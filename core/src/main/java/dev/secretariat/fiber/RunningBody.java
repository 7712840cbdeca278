package dev.secretariat.fiber;

import dev.secretariat.Step;
import dev.secretariat.Worker;
import dev.secretariat.internal.Lendable;
import dev.secretariat.internal.Throwables;
import dev.secretariat.internal.Touch;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A body that has begun. Its task calls {@link #step} or {@link #windDown} on a worker, which lets the body's thread go on; the body,
 * by its {@link BodyFiber}, says with {@link #suspend} what has to come next, and lets the worker go on. One of the two runs at a
 * time, so plain fields are enough: see {@link BodyThread}.
 */
final class RunningBody<T extends @Nullable Object> implements BodySide {
    /** The one whose body the thread runs; only in simulations. */
    private static final ThreadLocal<@Nullable RunningBody<?>> MINE = new ThreadLocal<>();

    private static final Runnable PAUSE = RunningBody::pauseMine;

    private final FiberBody<T> body;
    private final BodyThread thread;
    private final FiberWorker worker;
    private final BooleanSupplier stays = this::staysOnWorker;
    private final boolean pauses; // wherever it comes to something that others may change

    // Of the worker.
    private @Nullable Worker current; // in whose step it runs, or has run last
    private boolean winding;
    private boolean asked; // to end what it blocks in
    private boolean approached; // whether the body has come to something that others may change, in this step

    // Of the body.
    private @Nullable Step<?> next; // null while it runs, blocks or has ended; the worker takes it
    private int shields;
    private boolean told; // that it is cancelled
    private boolean ended;
    private @Nullable T value;
    private @Nullable Throwable failure;

    RunningBody(FiberBody<T> body, Carrier carrier, Worker worker, Object task) {
        this.body = body;
        this.worker = new FiberWorker(this, worker);
        this.pauses = !Lendable.admitsThreads(worker);
        if (pauses) Touch.pauseBy(PAUSE);
        this.thread = BodyThreads.of(carrier, worker.task().name(), this::run, worker, task);
    }

    /** Returns where the body stands, for reports. */
    StackTraceElement[] stack() {
        return BodyLines.of(thread.thread());
    }

    // ---- The worker's side ----

    /** Lets the body go on to its next wait or its end. */
    Step<T> step(Worker inWhoseStep) throws Exception {
        Step<?> waits = goOn(inWhoseStep);
        return waits == null ? end() : waits.pending();
    }

    /** Lets the body, whose waits throw from now on, go on to its next shielded wait or its end. */
    Step<?> windDown(Worker inWhoseStep) throws Exception {
        if (ended) return Step.done();
        winding = true;
        askOnce();
        Step<?> waits = goOn(inWhoseStep);
        if (waits != null) {
            askOnce();
            return waits;
        }
        endCancelled();
        return Step.done();
    }

    /** Interrupts a body that blocks, unless it is shielded: what else could end its wait? */
    private void askOnce() {
        if (asked || shields > 0 || !thread.isBlocked()) return;
        asked = true;
        thread.askToEnd();
    }

    /** Lets the body run, and returns what it waits for; null if it has ended. */
    private @Nullable Step<?> goOn(Worker inWhoseStep) {
        if (current != inWhoseStep) current = inWhoseStep; // old objects are costly to write references into
        next = null;
        approached = false;
        thread.resumeInStep(inWhoseStep, stays);
        if (!ended) return next != null ? next : thread.untilReady();
        thread.release();
        return null;
    }

    /** Returns whether the body blocks amid forks: its worker is a part of the computation then. */
    private boolean staysOnWorker() {
        return worker.isAtWork() || Lendable.keepsBody(current()) || Lendable.hasForks(current());
    }

    @SuppressWarnings("NullAway") // value is a T, which may be nullable
    private Step<T> end() throws Exception {
        Throwable thrown = failure;
        if (!told && thrown == null) return Step.done(value);
        if (thrown != null && (!told || thrown instanceof CancellationException)) throw Throwables.unchecked(thrown);
        // It has answered otherwise than by letting through what it was thrown.
        CancellationException cancelled = cancelled();
        if (thrown != null) Throwables.suppress(cancelled, thrown);
        throw cancelled;
    }

    /** Throws what the body has thrown, unless that is how it answers the request to cancel. */
    private void endCancelled() {
        Throwable thrown = failure;
        if (thrown == null) return;
        boolean answers = thrown instanceof CancellationException || thrown instanceof InterruptedException;
        if (!answers) throw Throwables.unchecked(thrown);
        Throwable[] suppressed = thrown.getSuppressed();
        if (suppressed.length > 0) throw Throwables.unchecked(suppressed[0]);
    }

    // ---- The body's side ----

    private void run() {
        if (pauses) MINE.set(this);
        try {
            value = body.run(new BodyFiber(this, worker));
            checkForks("ended");
        } catch (Throwable thrown) {
            failure = thrown;
            dropForks(thrown);
        }
        if (pauses) MINE.remove();
        ended = true;
    }

    private static void pauseMine() {
        RunningBody<?> mine = MINE.get();
        if (mine != null) mine.pause();
    }

    /**
     * In a simulation: lets others come in between, unless nothing that others may change has been come to since they last could, or in the midst of forks. A
     * request to cancel is not noticed here.
     */
    private void pause() {
        boolean isFirst = !approached;
        approached = true;
        if (isFirst || worker.isAtWork() || Lendable.hasForks(current())) return;
        shields++;
        try {
            suspend(Step.goOn());
        } finally {
            shields--;
        }
        approached = true;
    }

    private void dropForks(Throwable thrown) {
        try {
            Lendable.dropForks(current(), thrown);
        } catch (Throwable second) {
            Throwable ignored = Throwables.suppress(thrown, second);
        }
    }

    @Override
    public Worker current() {
        Worker running = current;
        if (running == null) throw new IllegalStateException("no step of this fiber runs");
        return running;
    }

    @Override
    public void checkThread() {
        if (Thread.currentThread() == thread.thread() && !ended) return;
        throw new IllegalStateException(
                ended
                        ? "the body of this fiber has ended"
                        : "a fiber is for the thread of its own body, '"
                                + thread.thread().getName() + "'; this is thread '"
                                + Thread.currentThread().getName()
                                + "': make a fiber of what is to wait here, and await its handle");
    }

    @Override
    public void checkMayWait() {
        checkThread();
        if (worker.isInFork()) {
            throw new IllegalStateException("a fork must not wait, as others may depend on it: wait between the forks,"
                    + " in the fiber's body itself");
        }
        checkNotCancelled();
    }

    private void checkNotCancelled() {
        if (shields > 0 || !isCancelled()) return;
        told = true;
        throw cancelled();
    }

    @Override
    public void suspend(Step<?> step) {
        checkForks("waits");
        next = step;
        boolean waited = false;
        try {
            thread.suspend();
            waited = true;
        } finally {
            if (!waited) next = null; // it has not been able to leave
        }
        if (winding) checkNotCancelled();
    }

    private void checkForks(String doing) {
        int left = Lendable.forksLeft(current());
        if (left == 0) return;
        throw new IllegalStateException("the fiber of " + current().task() + " " + doing
                + " with forks that it has not joined: " + left + "; join each before the next wait");
    }

    @Override
    public boolean isCancelled() {
        return winding || current().isCancelled();
    }

    @Override
    public boolean isShielded() {
        return shields > 0;
    }

    @Override
    public void shield() {
        shields++;
    }

    @Override
    public void unshield() {
        shields--;
    }

    private CancellationException cancelled() {
        return new CancellationException("the fiber of " + current().task() + " has been asked to cancel");
    }

    @Override
    public String toString() {
        return "fiber '" + thread.thread().getName() + "'";
    }
}
