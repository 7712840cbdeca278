package dev.secretariat.parallel;

import dev.secretariat.internal.Lendable;
import dev.secretariat.spi.SchedulerBase;
import dev.secretariat.spi.TaskCell;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The workers of one scheduler, from their making to their end. */
final class Crew {
    private final ParallelWorker[] workers;
    private final WorkerTable<ParallelWorker> table = new WorkerTable<>();
    private final Shared shared;
    private final StarvationDetector detector;

    /**
     * Makes the workers, but not their threads.
     *
     * @param scheduler theirs
     * @param size how many
     * @param looks how often one that has run out of work looks around before it parks
     * @param parks whether it parks at all
     * @param victims for each, the order in which it looks at the others
     * @param reporter is told who starves others
     */
    Crew(
            SchedulerBase scheduler,
            int size,
            int looks,
            boolean parks,
            IntFunction<RandomGenerator> victims,
            StarvationDetector.Reporter reporter) {
        workers = new ParallelWorker[size];
        SharedWork work = new SharedWork(workers);
        Sleepers sleepers = new Sleepers(size);
        Termination termination = new Termination();
        detector = new StarvationDetector(scheduler, work, sleepers, termination, reporter);
        Notifier notifier = new Notifier(sleepers, work, detector);
        shared = new Shared(work, sleepers, notifier, new Standbys(size - 1), termination, looks, parks);
        for (int i = 0; i < size; i++) workers[i] = new ParallelWorker(scheduler, i, shared, table, victims.apply(i));
    }

    int size() {
        return workers.length;
    }

    /** Returns what is to be run by a thread of its own. */
    ParallelWorker worker(int number) {
        return workers[number];
    }

    /** Returns the worker of the calling thread, its own or one that it has lent its step to; null if there is none. */
    @Nullable
    ParallelWorker current() {
        Thread me = Thread.currentThread();
        if (Lendable.mayBorrow(me)) {
            for (ParallelWorker worker : workers) {
                if (Lendable.runsHere(worker)) return worker;
            }
        }
        return table.find(me);
    }

    /** Takes a task that an external thread has made ready. */
    void inject(TaskCell<?> cell) {
        shared.work().injection().add(cell);
        shared.notifier().signal();
    }

    /** Takes a task whose time has come, on any thread: it runs after those that were taken here before. */
    void injectInOrder(TaskCell<?> cell) {
        shared.work().injection().addInOrder(cell);
        shared.notifier().signal();
    }

    Shared shared() {
        return shared;
    }

    StarvationDetector detector() {
        return detector;
    }

    /** Lets the threads end, as no task is left. */
    void dismiss() {
        shared.termination().set();
        shared.notifier().unparkAll();
        detector.stop();
    }
}
