package dev.secretariat.fiber;

import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import dev.secretariat.internal.Lendable;
import dev.secretariat.internal.Standing;
import dev.secretariat.internal.Throwables;
import org.jspecify.annotations.Nullable;

/**
 * {@link Fibers#threads}: a thread of the user's, each stretch of which, from one block to the next, is a step. It fails by what the
 * thread has thrown, and a request to cancel interrupts it.
 */
final class ThreadTask implements Task<Void>, Standing {
    private final Runnable runnable;
    private final Mounted thread;

    /** Of the thread's end, for the worker. */
    private @Nullable Throwable failure;

    private boolean asked; // to end, as the task winds down

    private ThreadTask(Scheduler scheduler, String name, Runnable runnable) {
        this.runnable = runnable;
        this.thread = new Mounted(name, this::run, this, () -> scheduler.submit(name, this));
    }

    /** Makes a thread that is a task of the scheduler once it is started. */
    static Thread on(Scheduler scheduler, String name, Runnable runnable) {
        return new ThreadTask(scheduler, name, runnable).thread.thread();
    }

    private void run() {
        try {
            runnable.run();
        } catch (Throwable thrown) {
            failure = thrown;
        }
    }

    @Override
    @SuppressWarnings("NullAway") // Void has no other value
    public Step<Void> step(Worker worker) {
        thread.resumeInStep(worker, () -> Lendable.keepsBody(worker));
        if (thread.isBlocked()) return thread.untilReady().pending();
        if (failure != null) throw Throwables.unchecked(failure);
        return Step.done(null);
    }

    @Override
    public Step<?> onCancel(Worker worker) {
        askOnce();
        Step<?> step = step(worker);
        askOnce();
        return step;
    }

    /** Interrupts the thread where it blocks first. */
    private void askOnce() {
        if (asked || !thread.isBlocked()) return;
        asked = true;
        thread.askToEnd();
    }

    @Override
    public StackTraceElement[] stack() {
        return BodyLines.of(thread.thread());
    }
}
