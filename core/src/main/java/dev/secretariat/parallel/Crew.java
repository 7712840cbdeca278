package dev.secretariat.parallel;

import dev.secretariat.spi.TaskCell;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** The workers of one scheduler and what they share: whom to give work, whom to wake, where to steal. */
final class Crew {
    private final InjectionQueue<TaskCell<?>> injection = new InjectionQueue<>();
    private final WorkerTable table = new WorkerTable();
    private final Sleepers sleepers;
    private final ParallelScheduler.Idle idle;
    private final ParallelWorker[] workers;
    private final Watchdog watchdog;

    /** Written once, by the thread that terminates. */
    private volatile boolean over;

    Crew(ParallelScheduler scheduler, int size, ParallelScheduler.Idle idle) {
        this.sleepers = new Sleepers(size);
        this.idle = idle;
        this.workers = new ParallelWorker[size];
        for (int i = 0; i < size; i++) workers[i] = new ParallelWorker(this, scheduler, i);
        this.watchdog = new Watchdog(this, scheduler, scheduler::starves);
    }

    int size() {
        return workers.length;
    }

    ParallelWorker worker(int number) {
        return workers[number];
    }

    /** The worker of the calling thread, or null if it is none of ours. */
    @Nullable
    ParallelWorker current() {
        return table.find(Thread.currentThread());
    }

    /** On a worker's thread, before it runs anything. */
    void enroll(ParallelWorker worker) {
        table.add(Thread.currentThread(), worker);
    }

    InjectionQueue<TaskCell<?>> injection() {
        return injection;
    }

    Sleepers sleepers() {
        return sleepers;
    }

    ParallelScheduler.Idle idle() {
        return idle;
    }

    /** Takes a task that a thread outside has made ready. */
    void inject(TaskCell<?> cell) {
        injection.add(cell);
        VarHandle.fullFence();
        signal();
    }

    // ---- Waking ----

    /** Wakes somebody if that is needed; after work has been published and a full fence. */
    void signal() {
        int sleeper = sleepers.wakeForWork();
        if (sleeper != Sleepers.NOBODY) workers[sleeper].bed().wake();
        else if (sleepers.isEverybodyBusy()) watchdog.arm();
    }

    /** As {@link #signal}, for a task in a slot. */
    void signalSlot() {
        int sleeper = sleepers.wakeForSlot();
        if (sleeper != Sleepers.NOBODY) workers[sleeper].bed().wake();
    }

    /** After a fence that ended the last search: takes over what others left to it. */
    void signalIfWork() {
        if (hasWork()) signal();
        else if (holderOfSlot() != null) signalSlot();
    }

    /** Whether a task waits for whoever comes first. */
    boolean hasWork() {
        if (!injection.isEmpty()) return true;
        for (ParallelWorker worker : workers) {
            if (!worker.queue().isEmpty()) return true;
        }
        return false;
    }

    /** Whether tasks wait and no worker is free. */
    boolean isSaturated() {
        return sleepers.isEverybodyBusy() && (hasWork() || holderOfSlot() != null);
    }

    /** A worker whose slot is full, or null if all are empty. */
    @Nullable
    ParallelWorker holderOfSlot() {
        for (ParallelWorker worker : workers) {
            if (!worker.slot().isEmpty()) return worker;
        }
        return null;
    }

    // ---- Ending ----

    boolean isOver() {
        return over;
    }

    /** No task is left: lets the threads end. */
    void dismiss() {
        over = true;
        for (ParallelWorker worker : workers) worker.bed().rouse();
        watchdog.stop();
    }
}
