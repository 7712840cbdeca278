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
 */
final class ChunkList {
    private static final VarHandle NEWEST = Handles.field(MethodHandles.lookup(), "newest", TaskChunk.class);
    private static final int FIRST_SWEEP = 64;

    private volatile TaskChunk newest;

    private final AtomicBoolean sweeping = new AtomicBoolean();

    /** Chunks until the next sweep, more or less: racing threads may lose a count. */
    private int untilSweep = FIRST_SWEEP;

    ChunkList(TaskChunk first) {
        newest = first;
    }

    TaskChunk newest() {
        return newest;
    }

    /** Adds a chunk in front of the newest; false if that is no longer it. */
    boolean add(TaskChunk fresh, TaskChunk expected) {
        fresh.older = expected;
        if (!NEWEST.compareAndSet(this, expected, fresh)) return false;
        if (--untilSweep <= 0) sweep();
        return true;
    }

    /** Takes spent chunks out; does nothing if another thread is at it. */
    void sweep() {
        if (!sweeping.compareAndSet(false, true)) return;
        try {
            int kept = 1;
            TaskChunk last = newest;
            for (TaskChunk chunk = last.older; chunk != null; chunk = chunk.older) {
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

    /** The newest first. */
    void forEach(Consumer<? super TaskCell<?>> action) {
        for (@Nullable TaskChunk chunk = newest; chunk != null; chunk = chunk.older) chunk.forEach(action);
    }
}
