package dev.secretariat.impl;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Worker;
import dev.secretariat.internal.Handles;
import dev.secretariat.internal.MadeTask;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A task whose object keeps the state of its run, so that it is submitted once. Another submission of it, at
 * the same time or later, fails, and leaves the first one alone.
 */
public abstract class SubmittedOnce<T extends @Nullable Object> extends MadeTask implements Task<T> {
    private static final VarHandle RUN = Handles.field(MethodHandles.lookup(), "run", Object.class);

    /**
     * Null, then the handle of the submission; then this object, once the run has ended otherwise than by being cancelled.
     * The handle is set by a CAS, since two submissions may meet; read by a step of the one that won it, or to find out
     * that another has.
     */
    private volatile @Nullable Object run;

    /** For subclasses. */
    protected SubmittedOnce() {}

    /** As {@link Task#step}, of the only submission. */
    protected abstract Step<T> next(Worker worker) throws Exception;

    /** As {@link Task#onCancel}, of the only submission. */
    protected abstract Step<?> windDown(Worker worker) throws Exception;

    @Override
    public final Step<T> step(Worker worker) throws Exception {
        if (!isMine(worker)) throw refusal(worker);
        try {
            Step<T> step = next(worker);
            if (step.isDone()) run = this;
            return step;
        } catch (Throwable failure) {
            if (!isCancelling(failure, worker)) run = this;
            throw failure;
        }
    }

    /** Winds down. One cancelled before its first step is used up as well; one that was refused has nothing to do. */
    @Override
    public final Step<?> onCancel(Worker worker) throws Exception {
        return isMine(worker) ? windDown(worker) : Step.done();
    }

    /** Returns whether the task is cancelled by what its step throws, so that onCancel() follows. */
    public static boolean isCancelling(Throwable failure, Worker worker) {
        return failure instanceof CancellationException && worker.isCancelled();
    }

    private boolean isMine(Worker worker) {
        Object mine = worker.task();
        return mine.equals(run) || RUN.compareAndSet(this, (Object) null, mine);
    }

    private IllegalStateException refusal(Worker worker) {
        String before = run instanceof TaskHandle<?> first ? ", as task '" + first.name() + "'" : "";
        return new IllegalStateException("task '" + worker.task().name() + "' is or contains a composition by '"
                + how() + "' that was submitted before" + before
                + "; make a new one for each submission");
    }
}
