package dev.secretariat.spi;

import dev.secretariat.internal.Handles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What a worker is busy with. An object of its own, which the worker replaces every few thousand steps, so
 * that the collector finds it young: with G1, a reference stored into an old object costs a full fence.
 */
final class Desk {
    private static final VarHandle CURRENT = Handles.field(MethodHandles.lookup(), "current", TaskCell.class);
    private static final int STEPS = 1 << 12;

    /** From the begin of a step to its end. Written by the thread that runs the worker. */
    private @Nullable TaskCell<?> current;

    /** Of that thread: steps until the desk is replaced. */
    private int left = STEPS;

    /** For the thread that runs the worker. */
    @Nullable
    TaskCell<?> current() {
        return current;
    }

    @Nullable
    TaskCell<?> currentAcquire() {
        return (TaskCell<?>) CURRENT.getAcquire(this);
    }

    /** Release: who sees the task sees which thread runs it. */
    void setCurrentRelease(@Nullable TaskCell<?> cell) {
        CURRENT.setRelease(this, (TaskCell<?>) cell);
    }

    /** Counts a step; says whether it is time for another desk. */
    boolean isWorn() {
        return --left < 0;
    }
}
