package dev.secretariat.benchmarks.jmh;

import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** As large as a task's cell, and ended as one. */
@SuppressWarnings("UnusedVariable") // for the size
final class FloorCell {
    private static final Object CLOSED = new Object();
    private static final VarHandle STATE = FloorBenchmark.handle(FloorCell.class, "state", int.class);
    private static final VarHandle WAITERS = FloorBenchmark.handle(FloorCell.class, "waiters", Object.class);

    @Nullable
    FloorCell next;

    private int budget;
    private int state;

    @Nullable
    private Object waiters;

    Object content;

    @Nullable
    private Object name;

    @Nullable
    private Object chunk;

    FloorCell(Object content) {
        this.content = content;
    }

    boolean isIn(int expected) {
        return (int) STATE.getVolatile(this) == expected;
    }

    /** Goes over into another state. */
    void become(int before, int after, boolean beside) {
        if (!beside) STATE.setRelease(this, after);
        else if (!STATE.compareAndSet(this, before, after)) throw new AssertionError("nobody else is here");
    }

    /**
     * Puts the outcome in place of the task, and closes the list of those who wait.
     *
     * @param beside whether others may come to wait meanwhile
     */
    void end(boolean beside) {
        content = CLOSED;
        STATE.setRelease(this, 2);
        if (beside) WAITERS.getAndSet(this, CLOSED);
        else WAITERS.setRelease(this, CLOSED);
    }
}
