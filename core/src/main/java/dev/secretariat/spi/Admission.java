package dev.secretariat.spi;

import dev.secretariat.Deadline;
import dev.secretariat.Submission;
import dev.secretariat.Task;
import dev.secretariat.impl.SubmittedTask;
import dev.secretariat.internal.StackReserve;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * How a scheduler takes a task: it asks the subclass, counts the task in, lists its cell, and makes it ready. Whatever
 * needs memory comes before anybody could see the task. And how it takes in that the task has ended.
 */
final class Admission {
    private final SchedulerBase scheduler;
    private final Shutdown shutdown;
    private final TaskRegistry<SchedulerBase, TaskCell<?>> registry;

    /**
     * Whether any task was ever submitted that hands something on to its children. Plain: it is set before that task is
     * ready, so whoever runs a step of it sees it, and for others it does not matter.
     */
    private boolean inheritance;

    /**
     * The admission to a scheduler.
     *
     * @param shutdown says whether it comes too late
     * @param registry where tasks are listed that external threads submit
     */
    Admission(SchedulerBase scheduler, Shutdown shutdown, TaskRegistry<SchedulerBase, TaskCell<?>> registry) {
        this.scheduler = scheduler;
        this.shutdown = shutdown;
        this.registry = registry;
    }

    /**
     * Takes a task that a step of a worker submits. In two calls, with the making of the handle between them in a small
     * method: where that is inlined into a step that does not keep the handle, none is made.
     */
    <T extends @Nullable Object> CellHandle<T> submitFrom(WorkerBase worker, Task<T> task) {
        TaskCell<T> cell = listFrom(worker, task);
        CellHandle<T> handle = handleOf(cell);
        startFrom(worker, cell);
        return handle;
    }

    private <T extends @Nullable Object> TaskCell<T> listFrom(WorkerBase worker, Task<T> task) {
        StackReserve.require();
        admit(task);
        return newCell(task, worker.chunks);
    }

    private void startFrom(WorkerBase worker, TaskCell<?> cell) {
        try {
            shutdown.countIn(worker.tally);
        } catch (RejectedExecutionException late) {
            cell.remove();
            throw late;
        }
        cell.makeReady(Reason.SUBMITTED, worker);
    }

    /**
     * Takes a task that an external thread submits; in as many calls as {@link #submitFrom}, for the same reason.
     *
     * @param begin when its first step may come; null for at once
     */
    <T extends @Nullable Object> CellHandle<T> submit(Task<T> task, @Nullable Deadline begin) {
        TaskCell<T> cell = listExternal(task);
        CellHandle<T> handle = externalHandleOf(cell);
        if (begin == null) cell.makeReady(Reason.SUBMITTED, null);
        else cell.startAt(begin);
        return handle;
    }

    private <T extends @Nullable Object> TaskCell<T> listExternal(Task<T> task) {
        StackReserve.require();
        admit(task);
        ChunkList<SchedulerBase, TaskCell<?>> list = registry.external();
        for (; ; ) {
            TaskChunk<SchedulerBase, TaskCell<?>> chunk = list.newest();
            int slot = chunk.take(); // counts it in
            if (slot >= 0) return listExternal(task, chunk, slot);
            list.extend(chunk);
        }
    }

    private <T extends @Nullable Object> TaskCell<T> listExternal(
            Task<T> task, TaskChunk<SchedulerBase, TaskCell<?>> chunk, int slot) {
        if (!shutdown.isOpen()) {
            chunk.free(slot);
            throw shutdown.refuse();
        }
        try {
            return newCell(task, chunk, slot);
        } catch (Throwable failure) { // out of memory; a task counted in and never out would keep us open
            shutdown.countOut(null, false);
            throw failure;
        }
    }

    private <T extends @Nullable Object> CellHandle<T> externalHandleOf(TaskCell<T> cell) {
        try {
            return handleOf(cell);
        } catch (Throwable failure) { // as above
            shutdown.countOut(null, false);
            throw failure;
        }
    }

    /**
     * Takes in that a task has ended.
     *
     * @param worker the worker on which it ended; null if it ended elsewhere
     */
    void ended(TaskCell<?> cell, boolean unseenFailure, @Nullable WorkerBase worker) {
        try {
            if (unseenFailure) scheduler.reports.watch(cell, null);
        } finally { // whatever is thrown where no memory is left
            shutdown.countOut(worker == null ? null : worker.tally, worker != null && worker.settlesBeforeItWaits());
        }
    }

    private void admit(Task<?> task) {
        Submission submission = SubmittedTask.submissionOf(task);
        if (submission != Submission.plain() && submission.forChildren() != Submission.plain()) inheritance = true;
        scheduler.admit(SubmittedTask.bare(task), submission);
    }

    /** Returns the task as a step submits it: with what that step's own task hands on, if any does. */
    <T extends @Nullable Object> Task<T> inherit(Task<T> task, WorkerBase worker) {
        if (!inheritance) return task;
        return SubmittedTask.inherit(task, worker.currentCell().submission().forChildren());
    }

    /** Makes the handle of a listed cell; both or none: whoever is told that a submission failed has not made one. */
    private static <T extends @Nullable Object> CellHandle<T> handleOf(TaskCell<T> cell) {
        try {
            return new CellHandle<>(cell);
        } catch (OutOfMemoryError none) {
            cell.remove();
            throw none;
        }
    }

    /** Makes a cell for a task and lists it. */
    static <T extends @Nullable Object> TaskCell<T> newCell(Task<T> task, ChunkList<SchedulerBase, TaskCell<?>> where) {
        for (; ; ) {
            TaskChunk<SchedulerBase, TaskCell<?>> chunk = where.newest();
            int slot = chunk.take();
            if (slot >= 0) return newCell(task, chunk, slot);
            where.extend(chunk);
        }
    }

    private static <T extends @Nullable Object> TaskCell<T> newCell(
            Task<T> task, TaskChunk<SchedulerBase, TaskCell<?>> chunk, int slot) {
        try {
            TaskCell<T> cell = new TaskCell<>(chunk, slot, task);
            chunk.put(slot, cell);
            return cell;
        } catch (OutOfMemoryError none) {
            chunk.free(slot); // it is never given out twice, and must not keep the chunk
            throw none;
        }
    }
}
