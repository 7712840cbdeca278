package dev.secretariat.spi;

import dev.secretariat.internal.Stripes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The unended tasks of one scheduler, for cancelling them all and for saying who waits on what.
 *
 * <p>Slots come from chunks of 64, so a task pays five bytes for being listed, and the cell finds its
 * scheduler through its chunk. Each worker fills chunks of its own; external threads share a few
 * others. A chunk goes after all its slots were used and freed; until then it stays, so one long-lived
 * task among short ones keeps a chunk's 300 bytes.
 *
 * <p>Nobody notices when a chunk's last slot is freed. Instead all chunks of a list are looked at, when as
 * many have been made as were left at the last look, and after as many tasks as fit into a thousand chunks
 * have ended on one worker, or on external threads that share a list. So a look costs little for each task, and what is kept in vain is bounded by
 * what is in use, or was shortly before.
 *
 * <p>The slots that external threads have taken are the count of the tasks that they have begun, for {@link Lifecycle}: to list a task
 * and to count it is one atomic operation.
 *
 * @param <S> the type of the scheduler
 * @param <C> the type of the cells
 */
final class TaskRegistry<S, C> {
    /** Made beforehand: tasks end, and then sweep, also where no memory is left. */
    private static final Consumer<ChunkList<?, ?>> SWEEP = ChunkList::sweep;

    private final S scheduler;

    /** Of external threads: several, so that those which submit at once seldom meet in one. */
    private final List<ChunkList<S, C>> external = new ArrayList<>();

    /** Those of external threads and of the workers. */
    private final List<ChunkList<S, C>> lists = new CopyOnWriteArrayList<>();

    TaskRegistry(S scheduler) {
        this.scheduler = scheduler;
        for (int i = Stripes.count(Runtime.getRuntime().availableProcessors()); i > 0; i--) {
            external.add(new ChunkList<>(scheduler, false));
        }
        lists.addAll(external);
    }

    /** Returns the list of tasks that the calling thread submits, if it is an external one. */
    ChunkList<S, C> external() {
        return external.get(Stripes.own(external.size()));
    }

    /** Returns how many slots external threads have taken, of all that ever were. */
    long begunExternal() {
        long sum = 0;
        for (int i = 0; i < external.size(); i++) sum += external.get(i).begun();
        return sum;
    }

    /** Returns a list for one more worker. */
    ChunkList<S, C> newList() {
        ChunkList<S, C> list = new ChunkList<>(scheduler, true);
        lists.add(list);
        return list;
    }

    void sweep() {
        lists.forEach(SWEEP);
    }

    void forEach(Consumer<? super C> action) {
        for (ChunkList<S, C> list : lists) list.forEach(action);
    }
}
