package dev.secretariat.parallel;

import dev.secretariat.internal.StackReserve;

/**
 * Wakes a sleeper when there is work for it. Whether that is needed, and who it is, {@link Sleepers} decides; the
 * protocol stands in this package's README.md.
 */
final class Notifier {
    private final Sleepers sleepers;
    private final SharedWork work;
    private final StarvationDetector detector;
    private final Parker[] parkers;

    Notifier(Sleepers sleepers, SharedWork work, StarvationDetector detector) {
        this.sleepers = sleepers;
        this.work = work;
        this.detector = detector;
        this.parkers = new Parker[work.workers()];
        for (int i = 0; i < parkers.length; i++) parkers[i] = new Parker();
    }

    Parker parker(int worker) {
        return parkers[worker];
    }

    /**
     * Wakes somebody if that is needed; after a task has been published and a full fence. Whoever makes a task ready
     * has made sure of the stack: a sleeper that is taken off has to be unparked.
     */
    void signal() {
        if (!wake(sleepers.wakeForWork()) && sleepers.isEverybodyBusy()) detector.arm();
    }

    /** As {@link #signal}, for a task in a slot. */
    void signalSlot() {
        wake(sleepers.wakeForSlot());
    }

    /**
     * As {@link #signal}, for forks: nobody starves whose forks wait while all are busy. Forks are made at any depth:
     * at the end of the stack nobody is woken, and the computation is about to fail.
     */
    void signalForks() {
        if (StackReserve.isThere()) wake(sleepers.wakeForWork());
    }

    /** Takes over what others left to the last search, after the fence that ended it. */
    void signalIfWork() {
        if (work.hasWork()) signal();
        else if (work.holderOfSlot(0) != null) signalSlot();
    }

    private boolean wake(int sleeper) {
        if (sleeper == Sleepers.NOBODY) return false;
        parkers[sleeper].wake();
        return true;
    }

    /** Lets all threads look around: see {@link Termination}. */
    void unparkAll() {
        for (Parker parker : parkers) parker.unpark();
    }
}
