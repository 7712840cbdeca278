package dev.secretariat.spi;

import dev.secretariat.Task;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The unended tasks of one scheduler, for cancelling them all and for saying who waits on what.
 *
 * <p>Slots come from chunks of 64, so a task pays five bytes for being listed, and the cell finds its
 * scheduler through its chunk. Each worker fills chunks of its own; all threads outside fill others
 * together. A chunk goes after all its slots were used and freed; until then it stays, so one long-lived
 * task among short ones keeps a chunk's 300 bytes.
 *
 * <p>Nobody notices when a chunk's last slot is freed. Instead all chunks of a list are looked at, when as
 * many have been made as were left at the last look, and after as many tasks as fit into a thousand chunks
 * have ended on one worker. So a look costs little for each task, and what is kept in vain is bounded by
 * what is in use, or was shortly before.
 */
final class TaskRegistry {
    private static final int ENDS_UNTIL_SWEEP = 1000 * TaskChunk.SLOTS;

    final SchedulerBase scheduler;

    /** Of the threads outside. */
    private final ChunkList shared = new ChunkList(new TaskChunk(this, false));

    /** The shared list and those of the workers. */
    private final List<ChunkList> lists = new CopyOnWriteArrayList<>(List.of(shared));

    TaskRegistry(SchedulerBase scheduler) {
        this.scheduler = scheduler;
    }

    /** A list for one more worker. */
    ChunkList newList() {
        ChunkList list = new ChunkList(new TaskChunk(this, true));
        lists.add(list);
        return list;
    }

    /**
     * Makes a cell for a task and lists it.
     *
     * @param worker the worker in whose step this happens; null outside
     */
    <T extends @Nullable Object> TaskCell<T> add(Task<T> task, @Nullable WorkerBase worker) {
        ChunkList list = worker == null ? shared : worker.chunks;
        for (; ; ) {
            TaskChunk chunk = list.newest();
            int slot = chunk.take();
            if (slot >= 0) {
                return list(task, chunk, slot);
            }
            list.add(new TaskChunk(this, worker != null), chunk);
        }
    }

    private static <T extends @Nullable Object> TaskCell<T> list(Task<T> task, TaskChunk chunk, int slot) {
        try {
            TaskCell<T> cell = new TaskCell<>(chunk, slot, task);
            chunk.put(slot, cell);
            return cell;
        } catch (OutOfMemoryError none) {
            chunk.free(slot); // it is never given out twice, and must not keep the chunk
            throw none;
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
            lists.forEach(ChunkList::sweep);
        }
    }

    void forEach(Consumer<? super TaskCell<?>> action) {
        for (ChunkList list : lists) list.forEach(action);
    }
}
