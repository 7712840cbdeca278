package dev.secretariat.spi;

import dev.secretariat.internal.Handles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Slots for unended tasks of one scheduler; see {@link TaskRegistry}. A chunk that a worker owns gives its
 * slots to tasks which that worker submits, without an atomic operation; another one to whoever comes.
 */
final class TaskChunk {
    /** A slot's number fits into six bits of a cell's state word. */
    static final int SLOTS = 64;

    private static final VarHandle TAKEN = Handles.field(MethodHandles.lookup(), "taken", int.class);
    private static final VarHandle FREED_BY_OWNER = Handles.field(MethodHandles.lookup(), "freedByOwner", int.class);
    private static final VarHandle FREED_BY_OTHERS = Handles.field(MethodHandles.lookup(), "freedByOthers", int.class);
    private static final VarHandle CELL =
            MethodHandles.arrayElementVarHandle(TaskCell[].class).withInvokeExactBehavior();

    final TaskRegistry registry;
    private final @Nullable WorkerBase owner;

    /** Each slot is set once, by whoever took it, and cleared once, by whoever ended its task. */
    private final @Nullable TaskCell<?>[] cells = new TaskCell<?>[SLOTS];

    /** Slots given out; never given out twice. Written by the owner, or else by any submitter. */
    private volatile int taken;

    /** Slots whose task has ended on the owner. Written by the owner only. */
    private volatile int freedByOwner;

    /** Slots whose task has ended elsewhere. Written by any worker. */
    private volatile int freedByOthers;

    TaskChunk(TaskRegistry registry, @Nullable WorkerBase owner) {
        this.registry = registry;
        this.owner = owner;
    }

    /** A slot of one's own, or -1 if all are taken. By the owner, if there is one. */
    int take() {
        int now = taken;
        if (now >= SLOTS) return -1; // keeps the counter from growing without end
        if (owner == null) return takeShared();
        TAKEN.setRelease(this, now + 1);
        return now;
    }

    private int takeShared() {
        int slot = (int) TAKEN.getAndAdd(this, 1);
        return slot < SLOTS ? slot : -1;
    }

    boolean isFull() {
        return taken >= SLOTS;
    }

    void put(int slot, TaskCell<?> cell) {
        CELL.setRelease(cells, slot, (TaskCell<?>) cell);
    }

    /**
     * Empties a slot.
     *
     * @param worker on which the slot's task has ended, if on one
     * @return whether this was the last slot, so that the chunk is of no more use. If two workers free the
     *     last two at once, it may be true for neither; {@link #isSpent} tells later.
     */
    boolean free(int slot, @Nullable WorkerBase worker) {
        CELL.setRelease(cells, slot, (TaskCell<?>) null);
        if (worker != null && worker == owner) {
            int own = (int) FREED_BY_OWNER.get(this) + 1;
            FREED_BY_OWNER.setRelease(this, own);
            return own + freedByOthers == SLOTS;
        }
        return (int) FREED_BY_OTHERS.getAndAdd(this, 1) + 1 + freedByOwner == SLOTS;
    }

    /** Whether all slots have been used and freed. */
    boolean isSpent() {
        return freedByOwner + freedByOthers == SLOTS;
    }

    void forEach(Consumer<? super TaskCell<?>> action) {
        for (int slot = 0; slot < SLOTS; slot++) {
            TaskCell<?> cell = (TaskCell<?>) CELL.getVolatile(cells, slot);
            if (cell != null) action.accept(cell);
        }
    }
}
