package dev.secretariat.spi;

import dev.secretariat.internal.Handles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Chunks in a linked list, the newest first. Any thread may add one and pass over them; spent ones are
 * swept out now and then, by one thread at a time.
 *
 * <p>The newest chunk is never swept out, so adding and sweeping write different links.
 *
 * <p>The list counts the slots that were ever given out: those of the newest chunk, and all of the older ones, as a chunk is added only
 * once the one before it is full. So a count needs no atomic operation beside the one that gives a slot out. See {@link #begun}.
 *
 * @param <S> the type of the scheduler
 * @param <C> the type of the cells
 */
final class ChunkList<S, C> {
    private static final VarHandle NEWEST = Handles.field(MethodHandles.lookup(), "newest", TaskChunk.class);

    /** A list of fewer chunks, some 20 KB, is not swept for its own growth: a sweep reads every slot. Not tuned. */
    private static final int FIRST_SWEEP = 64;

    /**
     * As many as fit into a thousand chunks. A sweep of all lists reads what other workers have written, so it has to
     * be rare; until it comes, what was in use before a burst ended is kept in vain. Not tuned.
     */
    private static final int ENDS_UNTIL_SWEEP = 1000 * TaskChunk.SLOTS;

    private volatile TaskChunk<S, C> newest;

    private final AtomicBoolean sweeping = new AtomicBoolean();

    /** Chunks until the next sweep, more or less: racing threads may lose a count. */
    private int untilSweep = FIRST_SWEEP;

    /** Tasks that have ended, since this list had all swept, on its owner; or on external threads, which may lose a count. */
    private int ends;

    /**
     * A list of one chunk.
     *
     * @param owned whether a worker owns it, and its chunks
     */
    ChunkList(S scheduler, boolean owned) {
        this(new TaskChunk<>(scheduler, owned));
    }

    /** A list of this chunk. */
    ChunkList(TaskChunk<S, C> first) {
        this.newest = first;
    }

    TaskChunk<S, C> newest() {
        return newest;
    }

    /** Adds a chunk, as the newest is full. */
    void extend(TaskChunk<S, C> full) {
        add(full.next(), full);
    }

    /**
     * Returns how many slots have been given out. Each that was given out before this call, in the order of volatile operations, is
     * counted: it is in the chunk that is read as the newest, and then its count is read, or in an older one, all of whose slots count; in
     * a newer one it would have been given out later. None is counted that has not been given out.
     */
    long begun() {
        return newest.begun();
    }

    /** Notes that a task has ended on a thread that submits to this list; says whether all lists are to be swept. */
    boolean noteEnd() {
        if (++ends < ENDS_UNTIL_SWEEP) return false;
        ends = 0;
        return true;
    }

    /** Adds a chunk in front of the newest, which is full; false if that is no longer it. */
    boolean add(TaskChunk<S, C> fresh, TaskChunk<S, C> expected) {
        fresh.older = expected;
        if (!NEWEST.compareAndSet(this, (TaskChunk<?, ?>) expected, (TaskChunk<?, ?>) fresh)) return false;
        if (--untilSweep <= 0) sweep();
        return true;
    }

    /** Takes spent chunks out; does nothing if another thread is at it. */
    void sweep() {
        if (!sweeping.compareAndSet(false, true)) return;
        try {
            int kept = 1;
            TaskChunk<S, C> last = newest;
            for (TaskChunk<S, C> chunk = last.older; chunk != null; chunk = chunk.older) {
                if (chunk.isSpent()) continue;
                if (last.older != chunk) last.older = chunk;
                last = chunk;
                kept++;
            }
            last.older = null;
            untilSweep = Math.max(FIRST_SWEEP, kept);
        } finally {
            sweeping.set(false);
        }
    }

    /** Passes over all cells, the newest first. */
    void forEach(Consumer<? super C> action) {
        for (@Nullable TaskChunk<S, C> chunk = newest; chunk != null; chunk = chunk.older) chunk.forEach(action);
    }
}
