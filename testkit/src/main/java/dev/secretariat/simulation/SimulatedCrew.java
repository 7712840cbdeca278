package dev.secretariat.simulation;

import dev.secretariat.spi.SchedulerBase;

/** The workers of a simulation, and which of them are idle at a time. */
final class SimulatedCrew {
    private final SimulatedWorker[] workers;

    SimulatedCrew(SchedulerBase scheduler, int size, FaultInjector faults, Circumstances circumstances) {
        this.workers = new SimulatedWorker[size];
        for (int i = 0; i < size; i++) {
            workers[i] = new SimulatedWorker(scheduler, i, size == 1, faults, circumstances);
        }
    }

    int countIdle(long nowNanos) {
        int idle = 0;
        for (SimulatedWorker worker : workers) {
            if (worker.busyUntil <= nowNanos) idle++;
        }
        return idle;
    }

    /** Tells all that the calling thread begins to drive. */
    void beginDrive() {
        for (SimulatedWorker worker : workers) worker.drive();
    }

    /** Returns any of them, busy or not: for what takes no time. */
    SimulatedWorker any() {
        return workers[0];
    }

    /** Returns the one that a chooser chooses; there must be one. */
    SimulatedWorker chooseIdle(long nowNanos, Chooser chooser) {
        int count = countIdle(nowNanos);
        int[] idle = new int[count];
        for (int i = 0, found = 0; found < count; i++) {
            if (workers[i].busyUntil <= nowNanos) idle[found++] = i;
        }
        int chosen = chooser.worker(idle.clone());
        if (chosen < 0 || chosen >= count) {
            throw new IllegalArgumentException("the chooser chose " + chosen + " of " + count + " idle workers");
        }
        return workers[idle[chosen]];
    }

    /** Returns when the first of them will be idle, if none is. */
    long nextIdle() {
        long next = Long.MAX_VALUE;
        for (SimulatedWorker worker : workers) next = Math.min(next, worker.busyUntil);
        return next;
    }
}
