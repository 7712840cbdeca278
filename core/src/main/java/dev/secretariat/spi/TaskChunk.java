package dev.secretariat.spi;

import dev.secretariat.internal.Handles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Slots for the cells of unended tasks of one scheduler; see {@link TaskRegistry}. A chunk that a worker owns gives its
 * slots to tasks which that worker submits, without an atomic operation; another one to whoever comes.
 *
 * <p>A shared chunk also counts: who takes a slot has counted its task, by the same atomic operation. See {@link ChunkList#begun}.
 *
 * <p>Free slots are marked, not counted: the count would be written by whoever ends a task, beside the
 * one that is written by whoever submits the next.
 *
 * @param <S> the type of the scheduler
 * @param <C> the type of the cells
 */
final class TaskChunk<S, C> {
    /**
     * A power of two, as a slot's number has six bits of a cell's state word. More would share a chunk's fields among
     * more tasks, but one task that lives long keeps its whole chunk.
     */
    static final int SLOTS = 64;

    private static final VarHandle TAKEN = Handles.field(MethodHandles.lookup(), "taken", int.class);
    private static final VarHandle SLOT =
            MethodHandles.arrayElementVarHandle(Object[].class).withInvokeExactBehavior();
    private static final Object FREE = new Object();

    /** The scheduler whose tasks are listed. */
    final S scheduler;

    private final boolean owned;

    /** How many slots the chunks before this one have, all of which were given out before this one was listed. */
    private final long before;

    /** Of the list: the chunk before this one. Written before it is listed, then by the sweeper. */
    volatile @Nullable TaskChunk<S, C> older;

    /** Null, then its cell, by whoever took the slot; then {@link #FREE}, by whoever ended the task. */
    private final @Nullable Object[] slots = new Object[SLOTS];

    /** Slots given out; never given out twice. Written by the owner, or else by any submitter. */
    private volatile int taken;

    /** The first one. */
    TaskChunk(S scheduler, boolean owned) {
        this(scheduler, owned, 0);
    }

    /** With so many slots before it: the first one in a test of the count's wrap-around. */
    TaskChunk(S scheduler, boolean owned, long before) {
        this.scheduler = scheduler;
        this.owned = owned;
        this.before = before;
    }

    /** Returns one that comes after this one in its list. */
    TaskChunk<S, C> next() {
        return new TaskChunk<>(scheduler, owned, before + SLOTS);
    }

    /** Returns a slot of one's own, or -1 if all are taken. By the owner, if there is one. */
    int take() {
        int now = taken;
        if (now >= SLOTS) return -1; // keeps the counter from growing without end
        if (!owned) return takeShared();
        TAKEN.setRelease(this, now + 1);
        return now;
    }

    private int takeShared() {
        int slot = (int) TAKEN.getAndAdd(this, 1);
        return slot < SLOTS ? slot : -1;
    }

    /** Returns how many slots have been given out, here and before: those who came too late for one do not count. */
    long begun() {
        return before + Math.min(taken, SLOTS);
    }

    void put(int slot, C cell) {
        SLOT.setRelease(slots, slot, (Object) cell);
    }

    void free(int slot) {
        SLOT.setRelease(slots, slot, FREE);
    }

    /** Returns whether all slots have been used and freed, so that the chunk is of no more use. */
    boolean isSpent() {
        for (int slot = 0; slot < SLOTS; slot++) {
            if ((Object) SLOT.getAcquire(slots, slot) != FREE) return false;
        }
        return true;
    }

    /** Passes over its cells, the newest first. */
    @SuppressWarnings("unchecked") // only cells and FREE are stored
    void forEach(Consumer<? super C> action) {
        for (int slot = SLOTS - 1; slot >= 0; slot--) {
            Object stored = (@Nullable Object) SLOT.getVolatile(slots, slot);
            if (stored != null && stored != FREE) action.accept((C) stored);
        }
    }
}
