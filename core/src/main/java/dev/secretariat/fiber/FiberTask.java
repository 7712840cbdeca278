package dev.secretariat.fiber;

import dev.secretariat.Step;
import dev.secretariat.Worker;
import dev.secretariat.impl.SubmittedOnce;
import dev.secretariat.internal.Standing;
import org.jspecify.annotations.Nullable;

/** {@link Fibers#task}: a task each of whose steps lets the body go on to its next wait. */
final class FiberTask<T extends @Nullable Object> extends SubmittedOnce<T> implements Standing {
    private final FiberBody<T> body;
    private final Object source;
    private final Carrier carrier;
    private @Nullable RunningBody<T> running;

    /**
     * A task of a body.
     *
     * @param source what the user has given, after which it is named
     */
    FiberTask(FiberBody<T> body, Object source, Carrier carrier) {
        this.body = body;
        this.source = source;
        this.carrier = carrier;
    }

    @Override
    protected Step<T> next(Worker worker) throws Exception {
        RunningBody<T> begun = running;
        if (begun == null) running = begun = new RunningBody<>(body, carrier, worker, this);
        return begun.step(worker);
    }

    @Override
    protected Step<?> windDown(Worker worker) throws Exception {
        RunningBody<T> begun = running;
        return begun == null ? Step.done() : begun.windDown(worker);
    }

    @Override
    public StackTraceElement[] stack() {
        RunningBody<T> begun = running; // of another thread's, perhaps: a snapshot
        return begun == null ? new StackTraceElement[0] : begun.stack();
    }

    @Override
    public boolean isOnVirtualThread() {
        return carrier == Carrier.BATON;
    }

    @Override
    public Object madeOf() {
        return source;
    }
}
