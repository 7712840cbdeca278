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
 * together. A chunk goes when all its slots were used and freed; until then it stays, so one long-lived
 * task among short ones keeps a chunk's 300 bytes.
 *
 * <p>A chunk whose last two slots are freed at once may be overlooked. So when as many chunks have been
 * made as there were at the last look, all are looked at.
 */
final class TaskRegistry {
    private static final int FIRST_SWEEP = 64;

    final SchedulerBase scheduler;
    private final Set<TaskChunk> chunks = ConcurrentHashMap.newKeySet();

    /** The chunk that threads outside fill. */
    private final AtomicReference<TaskChunk> shared;

    private final AtomicInteger untilSweep = new AtomicInteger(FIRST_SWEEP);

    TaskRegistry(SchedulerBase scheduler) {
        this.scheduler = scheduler;
        shared = new AtomicReference<>(listedChunk(null));
    }

    /**
     * Makes a cell for a task and lists it.
     *
     * @param worker the worker in whose step this happens; null outside
     */
    <T extends @Nullable Object> TaskCell<T> add(Task<T> task, @Nullable WorkerBase worker) {
        return worker != null ? addTo(chunkOf(worker), task) : addShared(task);
    }

    private TaskChunk chunkOf(WorkerBase worker) {
        TaskChunk chunk = worker.chunk;
        if (chunk != null && !chunk.isFull()) return chunk;
        chunk = listedChunk(worker);
        worker.chunk = chunk;
        return chunk;
    }

    private static <T extends @Nullable Object> TaskCell<T> addTo(TaskChunk chunk, Task<T> task) {
        int slot = chunk.take();
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
            TaskChunk fresh = listedChunk(null);
            if (!shared.compareAndSet(chunk, fresh)) chunks.remove(fresh);
        }
    }

    private TaskChunk listedChunk(@Nullable WorkerBase owner) {
        TaskChunk chunk = new TaskChunk(this, owner);
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
        if (chunk.free(slot, worker)) chunks.remove(chunk);
    }

    void forEach(Consumer<? super TaskCell<?>> action) {
        chunks.forEach(chunk -> chunk.forEach(action));
    }
}
