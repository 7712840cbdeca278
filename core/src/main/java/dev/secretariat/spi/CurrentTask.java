package dev.secretariat.spi;

import dev.secretariat.internal.Handles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The task that a worker runs now, and the thread that its step is lent to. An object of its own, for {@link dev.secretariat.internal.Renewal}.
 *
 * @param <C> the type of the cells
 */
final class CurrentTask<C> {
    private static final VarHandle CELL = Handles.field(MethodHandles.lookup(), "cell", Object.class);

    /** From the begin of a step to its end, else null. Written by the thread that runs the worker. */
    private @Nullable Object cell;

    /** A thread that the step is lent to: written by the one that lends it; so each that it is lent to sees itself here. */
    private @Nullable Thread lentTo;

    /** Lends the step to a thread, or takes it back. */
    void lend(@Nullable Thread thread) {
        lentTo = thread;
    }

    boolean isLentTo(Thread thread) {
        return lentTo == thread;
    }

    /** Returns the thread that the step is lent to; for reports, a hint. */
    @Nullable
    Thread lentTo() {
        return lentTo;
    }

    /** Reads it; for the thread that runs the worker. */
    @Nullable
    C get() {
        return cast(cell);
    }

    @Nullable
    C getAcquire() {
        return cast((@Nullable Object) CELL.getAcquire(this));
    }

    /** Sets it by a release: whoever sees the task sees which thread runs it. */
    void setRelease(@Nullable C next) {
        CELL.setRelease(this, (Object) next);
    }

    @SuppressWarnings("unchecked") // only cells are stored
    private @Nullable C cast(@Nullable Object stored) {
        return (C) stored;
    }
}
