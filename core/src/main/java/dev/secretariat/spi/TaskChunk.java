package dev.secretariat.spi;

import dev.secretariat.internal.Handles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Slots for the unended tasks of one scheduler; see {@link TaskRegistry}. */
final class TaskChunk {
    /** A slot's number fits into six bits of a cell's state word. */
    static final int SLOTS = 64;

    private static final VarHandle TAKEN = Handles.field(MethodHandles.lookup(), "taken", int.class);
    private static final VarHandle FREED = Handles.field(MethodHandles.lookup(), "freed", int.class);
    private static final VarHandle CELL =
            MethodHandles.arrayElementVarHandle(TaskCell[].class).withInvokeExactBehavior();

    final TaskRegistry registry;
    private final @Nullable TaskCell<?>[] cells = new TaskCell<?>[SLOTS];

    /** Slots given out; never given out twice. Written by any submitter. */
    private volatile int taken;

    /** Slots whose task has ended. Written by any worker. */
    @SuppressWarnings("UnusedVariable") // read through its VarHandle
    private volatile int freed;

    TaskChunk(TaskRegistry registry) {
        this.registry = registry;
    }

    /** A slot of one's own, or -1 if all are taken. */
    int take() {
        if (taken >= SLOTS) return -1; // keeps the counter from growing without end
        int slot = (int) TAKEN.getAndAdd(this, 1);
        return slot < SLOTS ? slot : -1;
    }

    void put(int slot, TaskCell<?> cell) {
        CELL.setVolatile(cells, slot, (TaskCell<?>) cell);
    }

    /** Says whether this was the last slot, so that the chunk is of no more use. */
    boolean free(int slot) {
        CELL.setVolatile(cells, slot, (TaskCell<?>) null);
        return (int) FREED.getAndAdd(this, 1) == SLOTS - 1;
    }

    void forEach(Consumer<? super TaskCell<?>> action) {
        for (int slot = 0; slot < SLOTS; slot++) {
            TaskCell<?> cell = (TaskCell<?>) CELL.getVolatile(cells, slot);
            if (cell != null) action.accept(cell);
        }
    }
}
