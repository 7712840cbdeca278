package dev.secretariat.simulation;

import dev.secretariat.spi.TaskCell;
import dev.secretariat.spi.WorkerBase;

/** A worker that is busy for as long as its steps cost. */
final class SimulatedWorker extends WorkerBase {
    private final SimulationScheduler scheduler;
    final int number;

    /** Virtual time. */
    long busyUntil;

    SimulatedWorker(SimulationScheduler scheduler, int number) {
        super(scheduler, number);
        this.scheduler = scheduler;
        this.number = number;
    }

    /** Between two pieces, other workers of a real scheduler are at work. */
    @Override
    protected boolean runsOn() {
        return false;
    }

    @Override
    public int index() {
        int index = super.index();
        scheduler.tellsWorker();
        return index;
    }

    @Override
    protected void beforeStep(TaskCell<?> task) {
        scheduler.injectFailure();
    }
}
