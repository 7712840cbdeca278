package dev.secretariat.simulation;

import java.util.Arrays;

/** The workers of a simulation, and which of them are idle at a time. */
final class SimulatedCrew {
    private final SimulatedWorker[] workers;

    SimulatedCrew(SimulationScheduler scheduler, int size) {
        this.workers = new SimulatedWorker[size];
        for (int i = 0; i < size; i++) workers[i] = new SimulatedWorker(scheduler, i);
    }

    int countIdle(long nowNanos) {
        int idle = 0;
        for (SimulatedWorker worker : workers) {
            if (worker.busyUntil <= nowNanos) idle++;
        }
        return idle;
    }

    /** The one with the lowest number; there must be one. */
    SimulatedWorker firstIdle(long nowNanos) {
        for (SimulatedWorker worker : workers) {
            if (worker.busyUntil <= nowNanos) return worker;
        }
        throw new AssertionError("none is idle");
    }

    /** One of several. */
    SimulatedWorker chooseIdle(long nowNanos, Chooser chooser) {
        int[] idle = Arrays.stream(workers)
                .filter(worker -> worker.busyUntil <= nowNanos)
                .mapToInt(worker -> worker.number)
                .toArray();
        int chosen = chooser.worker(idle.clone());
        if (chosen < 0 || chosen >= idle.length) {
            throw new IllegalArgumentException("the chooser chose " + chosen + " of " + idle.length + " idle workers");
        }
        return workers[idle[chosen]];
    }

    /** When the first of them will be idle, if none is. */
    long nextIdle() {
        long next = Long.MAX_VALUE;
        for (SimulatedWorker worker : workers) next = Math.min(next, worker.busyUntil);
        return next;
    }
}
