package dev.secretariat.spi;

import dev.secretariat.Task;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The unended tasks of one scheduler, for cancelling them all and for saying who waits on what.
 *
 * <p>Slots come from chunks of 64, so a task pays five bytes for being listed, and the cell finds its
 * scheduler through its chunk. A chunk goes when all its slots were used and freed; until then it
 * stays, so one long-lived task among short ones keeps a chunk's 300 bytes.
 */
final class TaskRegistry {
    final SchedulerBase scheduler;
    private final Set<TaskChunk> chunks = ConcurrentHashMap.newKeySet();
    private final AtomicReference<TaskChunk> current;

    TaskRegistry(SchedulerBase scheduler) {
        this.scheduler = scheduler;
        TaskChunk first = new TaskChunk(this);
        chunks.add(first);
        current = new AtomicReference<>(first);
    }

    /** Makes a cell for a task and lists it. */
    <T extends @Nullable Object> TaskCell<T> add(Task<T> task) {
        for (; ; ) {
            TaskChunk chunk = current.get();
            int slot = chunk.take();
            if (slot >= 0) {
                TaskCell<T> cell = new TaskCell<>(chunk, slot, task);
                chunk.put(slot, cell);
                return cell;
            }
            TaskChunk fresh = new TaskChunk(this);
            chunks.add(fresh);
            if (!current.compareAndSet(chunk, fresh)) chunks.remove(fresh);
        }
    }

    void remove(TaskChunk chunk, int slot) {
        if (chunk.free(slot)) chunks.remove(chunk);
    }

    void forEach(Consumer<? super TaskCell<?>> action) {
        chunks.forEach(chunk -> chunk.forEach(action));
    }
}
