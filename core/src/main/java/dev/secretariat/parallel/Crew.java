package dev.secretariat.parallel;

import dev.secretariat.internal.StackReserve;
import dev.secretariat.spi.TaskCell;
import org.jspecify.annotations.Nullable;

/** The workers of one scheduler and what they share: whom to give work, whom to wake, where to steal. */
final class Crew {
    private final InjectionQueue<TaskCell<?>> injection = new InjectionQueue<>();
    private final WorkerTable table = new WorkerTable();
    private final Sleepers sleepers;
    private final ParallelScheduler.Idle idle;
    private final ParallelWorker[] workers;
    private final StarvationDetector detector;

    /** What the watcher has found in the same slot twice; until a searcher comes for it. */
    private volatile @Nullable Object stuck;

    /** Written once, by the thread that terminates. */
    private volatile boolean over;

    Crew(ParallelScheduler scheduler, int size, ParallelScheduler.Idle idle) {
        this.sleepers = new Sleepers(size);
        this.idle = idle;
        this.workers = new ParallelWorker[size];
        for (int i = 0; i < size; i++) workers[i] = new ParallelWorker(this, scheduler, i);
        this.detector = new StarvationDetector(this, scheduler, scheduler::starves);
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
    void add(ParallelWorker worker) {
        table.add(Thread.currentThread(), worker);
    }

    /** On a worker's thread, after it has run its last. */
    void remove(ParallelWorker worker) {
        table.remove(worker);
    }

    InjectionQueue<TaskCell<?>> injection() {
        return injection;
    }

    StarvationDetector detector() {
        return detector;
    }

    Sleepers sleepers() {
        return sleepers;
    }

    ParallelScheduler.Idle idle() {
        return idle;
    }

    /** Takes a task that an external thread has made ready. */
    void inject(TaskCell<?> cell) {
        injection.add(cell);
        signal();
    }

    // ---- Waking ----

    /**
     * Wakes somebody if that is needed; after a task has been published and a full fence. Whoever makes a task ready has made sure
     * of the stack: a sleeper that is taken off has to be unparked.
     */
    void signal() {
        int sleeper = sleepers.wakeForWork();
        if (sleeper != Sleepers.NOBODY) workers[sleeper].parker().wake();
        else if (sleepers.isEverybodyBusy()) detector.arm();
    }

    /**
     * As {@link #signal}, for forks: nobody starves whose forks wait while all are busy. Forks are made at any depth: at the
     * end of the stack nobody is woken, and the computation is about to fail.
     */
    void signalForks() {
        if (!StackReserve.isThere()) return;
        int sleeper = sleepers.wakeForWork();
        if (sleeper != Sleepers.NOBODY) workers[sleeper].parker().wake();
    }

    /** As {@link #signal}, for a task in a slot. */
    void signalSlot() {
        int sleeper = sleepers.wakeForSlot();
        if (sleeper != Sleepers.NOBODY) workers[sleeper].parker().wake();
    }

    /** After a fence that ended the last search: takes over what others left to it. */
    void signalIfWork() {
        if (hasWork()) signal();
        else if (holderOfSlot(0) != null) signalSlot();
    }

    /** Whether a task, or a fork, waits for whoever comes first. */
    boolean hasWork() {
        if (hasTask()) return true;
        for (ParallelWorker worker : workers) {
            if (!worker.forks().isShelfEmpty()) return true;
        }
        return false;
    }

    private boolean hasTask() {
        if (!injection.isEmpty()) return true;
        for (ParallelWorker worker : workers) {
            if (!worker.queue().isEmpty()) return true;
        }
        return false;
    }

    /** Has all other workers publish what forks they have. */
    void requestForks(ParallelWorker idle) {
        for (ParallelWorker worker : workers) {
            if (worker != idle) worker.forks().requestPublish();
        }
    }

    /** Whether tasks wait and no worker is free. */
    boolean isSaturated() {
        return sleepers.isEverybodyBusy() && (hasTask() || holderOfSlot(0) != null);
    }

    /**
     * A worker whose slot is full, or null if all are empty.
     *
     * @param from where to begin to look, so that none hides the others
     */
    @Nullable
    ParallelWorker holderOfSlot(int from) {
        for (int i = 0; i < workers.length; i++) {
            ParallelWorker worker = workers[(from + i) % workers.length];
            if (!worker.slot().isEmpty()) return worker;
        }
        return null;
    }

    /** Notes that a slot's task was there before and after a nap, where searches are a single look. */
    void noteStuck(Object held) {
        if (idle.looks() == 1) stuck = held; // other searches do not ask, and would leave it here for ever
    }

    /** Takes the task that was noted, if it still is in that slot. */
    @Nullable
    TaskCell<?> takeStuck() {
        Object held = stuck;
        if (held == null) return null;
        stuck = null;
        for (ParallelWorker worker : workers) {
            TaskCell<?> taken = worker.takeFromSlot(held);
            if (taken != null) return taken;
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
        for (ParallelWorker worker : workers) worker.parker().unpark();
        detector.stop();
    }
}
