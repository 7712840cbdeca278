package dev.secretariat.benchmarks.schedules;

import java.util.List;

/**
 * The programs: those of SCTBench (Thomson, Donaldson and Betts, "Concurrency testing using controlled schedulers: an empirical study", 2016) that are small enough to be
 * read on a page and do not fail in every schedule, some more that the evaluations of later searches have added to them, and three after bugs that JaConTeBe has collected.
 *
 * <p>Written anew, with as many threads as there, which make as many accesses to what they share: each is a step, but a lock is given back in the step of the access before.
 */
public final class Subjects {
    private Subjects() {}

    /** Returns all, in the order of their names as far as that is one. */
    public static List<Subject> all() {
        return List.of(
                Turns.account(),
                Turns.bluetoothDriver(),
                Deadlocks.carter01(),
                Buffers.circularBuffer(),
                Deadlocks.deadlock01(),
                Deadlocks.dining(2),
                Deadlocks.dining(3),
                Deadlocks.dining(4),
                Deadlocks.dining(5),
                Deadlocks.dining(6),
                Deadlocks.dining(7),
                Turns.lazy01(),
                Deadlocks.phase01(),
                Buffers.queue(),
                Reorderings.reorder(3, 2, 1),
                Reorderings.reorder(4, 3, 1),
                Reorderings.reorder(5, 4, 1),
                Reorderings.reorder(10, 9, 1),
                Reorderings.reorder(20, 10, 10),
                Reorderings.reorder(50, 40, 10),
                Buffers.stack(),
                Turns.tokenRing(),
                Reorderings.twostage("twostage", 1, 1),
                Reorderings.twostage("twostage_20", 10, 10),
                Reorderings.twostage("twostage_50", 40, 10),
                Reorderings.twostage("twostage_100", 99, 1),
                Reorderings.wronglock("wronglock", 7),
                Reorderings.wronglock("wronglock_3", 3),
                WorkStealQueue.locking(),
                WorkStealQueue.spinning(),
                Monitors.stringBuffer(),
                Monitors.boundedBuffer(),
                Monitors.asyncAppender(),
                Monitors.attachments(),
                Deadlocks.logManager());
    }
}
