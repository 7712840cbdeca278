package dev.secretariat.spi;

import dev.secretariat.internal.Handles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The task that a worker runs now. An object of its own, which the worker replaces every few thousand steps, so
 * that the collector finds it young: with G1, a reference stored into an old object costs a full fence.
 *
 * @param <C> the type of the cells
 */
final class CurrentTask<C> {
    private static final VarHandle CELL = Handles.field(MethodHandles.lookup(), "cell", Object.class);

    /** So many are cheap beside a new object, and over before the collector has moved it among the old ones. */
    private static final int MAX_STEPS = 1 << 12;

    /** From the begin of a step to its end, else null. Written by the thread that runs the worker. */
    private @Nullable Object cell;

    /** Of that thread. */
    private int steps;

    /** For the thread that runs the worker. */
    @Nullable
    C get() {
        return cast(cell);
    }

    @Nullable
    C getAcquire() {
        return cast((@Nullable Object) CELL.getAcquire(this));
    }

    /** Release: whoever sees the task sees which thread runs it. */
    void setRelease(@Nullable C next) {
        CELL.setRelease(this, (Object) next);
    }

    /** Whether it is time for a new object. */
    boolean isOld() {
        return steps >= MAX_STEPS;
    }

    void countStep() {
        steps++;
    }

    @SuppressWarnings("unchecked") // only cells are stored
    private @Nullable C cast(@Nullable Object stored) {
        return (C) stored;
    }
}
