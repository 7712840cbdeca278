package dev.secretariat.spi;

import dev.secretariat.Task;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The unended tasks of one scheduler, for cancelling them all and for saying who waits on what.
 *
 * <p>Slots come from chunks of 64, so a task pays five bytes for being listed, and the cell finds its
 * scheduler through its chunk. Each worker fills a chunk of its own; all threads outside fill one
 * together. A chunk goes after all its slots were used and freed; until then it stays, so one long-lived
 * task among short ones keeps a chunk's 300 bytes.
 *
 * <p>Nobody notices when a chunk's last slot is freed. Instead all chunks are looked at, when as many
 * have been made as were left at the last look, and after as many tasks as fit into a thousand chunks
 * have ended on one worker. So a look costs little for each task, and what is kept in vain is bounded by
 * what is in use, or was shortly before.
 */
final class TaskRegistry {
    private static final int FIRST_SWEEP = 64;
    private static final int ENDS_UNTIL_SWEEP = 1000 * TaskChunk.SLOTS;

    final SchedulerBase scheduler;
    private final Set<TaskChunk> chunks = ConcurrentHashMap.newKeySet();

    /** The chunk that threads outside fill. */
    private final AtomicReference<TaskChunk> shared;

    private final AtomicInteger untilSweep = new AtomicInteger(FIRST_SWEEP);

    TaskRegistry(SchedulerBase scheduler) {
        this.scheduler = scheduler;
        shared = new AtomicReference<>(listedChunk(false));
    }

    /**
     * Makes a cell for a task and lists it.
     *
     * @param worker the worker in whose step this happens; null outside
     */
    <T extends @Nullable Object> TaskCell<T> add(Task<T> task, @Nullable WorkerBase worker) {
        return worker != null ? addOwn(worker, task) : addShared(task);
    }

    private TaskChunk chunkFor(WorkerBase worker) {
        TaskChunk chunk = listedChunk(true);
        worker.chunk = chunk;
        return chunk;
    }

    private <T extends @Nullable Object> TaskCell<T> addOwn(WorkerBase worker, Task<T> task) {
        TaskChunk chunk = worker.chunk;
        int slot = chunk == null ? -1 : chunk.take();
        if (chunk == null || slot < 0) {
            chunk = chunkFor(worker);
            slot = chunk.take();
        }
        TaskCell<T> cell = new TaskCell<>(chunk, slot, task);
        chunk.put(slot, cell);
        return cell;
    }

    private <T extends @Nullable Object> TaskCell<T> addShared(Task<T> task) {
        for (; ; ) {
            TaskChunk chunk = shared.get();
            int slot = chunk.take();
            if (slot >= 0) {
                TaskCell<T> cell = new TaskCell<>(chunk, slot, task);
                chunk.put(slot, cell);
                return cell;
            }
            TaskChunk fresh = listedChunk(false);
            if (!shared.compareAndSet(chunk, fresh)) chunks.remove(fresh);
        }
    }

    private TaskChunk listedChunk(boolean owned) {
        TaskChunk chunk = new TaskChunk(this, owned);
        chunks.add(chunk);
        if (untilSweep.decrementAndGet() == 0) sweep();
        return chunk;
    }

    private void sweep() {
        try {
            chunks.removeIf(TaskChunk::isSpent);
        } finally {
            untilSweep.set(Math.max(FIRST_SWEEP, chunks.size()));
        }
    }

    /**
     * Strikes a task off.
     *
     * @param worker on which it ended; null if on none
     */
    void remove(TaskChunk chunk, int slot, @Nullable WorkerBase worker) {
        chunk.free(slot);
        if (worker != null && ++worker.endsSinceSweep == ENDS_UNTIL_SWEEP) {
            worker.endsSinceSweep = 0;
            sweep();
        }
    }

    void forEach(Consumer<? super TaskCell<?>> action) {
        chunks.forEach(chunk -> chunk.forEach(action));
    }
}
