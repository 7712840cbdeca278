package dev.secretariat.simulation;

import dev.secretariat.spi.SchedulerBase;
import dev.secretariat.spi.TaskCell;
import dev.secretariat.spi.WorkerBase;
import org.jspecify.annotations.Nullable;

/** A worker that is busy for as long as its steps cost. */
final class SimulatedWorker extends WorkerBase {
    final int number;
    private final boolean isAlone;
    private final FaultInjector faults;
    private final Circumstances circumstances;

    /** Whose step it runs. */
    @Nullable
    SimulatedTask running;

    /** Virtual time. */
    long busyUntil;

    SimulatedWorker(
            SchedulerBase scheduler, int number, boolean isAlone, FaultInjector faults, Circumstances circumstances) {
        super(scheduler, number);
        this.number = number;
        this.isAlone = isAlone;
        this.faults = faults;
        this.circumstances = circumstances;
    }

    /** Returns false: between two pieces, other workers of a real scheduler are at work. */
    @Override
    protected boolean runsOn() {
        return false;
    }

    /** Returns false: what another thread does, no seed decides. */
    @Override
    protected boolean admitsThreads() {
        return false;
    }

    /** Returns true: the seed decides who goes on when, in a monitor as elsewhere. */
    @Override
    protected boolean ordersMonitors() {
        return true;
    }

    /** Tells that the calling thread begins to drive. */
    void drive() {
        beginDrive();
    }

    /** Makes all ready that can enter the monitor that they wait for. */
    void wakeBlocked() {
        wakeFromMonitors();
    }

    /** Returns the thread that its step is on; a hint. */
    @Nullable
    Thread threadOfStep() {
        return stepThread();
    }

    @Override
    public int index() {
        int index = super.index();
        if (!isAlone) circumstances.tellsWorker();
        return index;
    }

    @Override
    protected void beforeStep(TaskCell<?> cell) {
        SimulatedTask task = running;
        if (task != null) faults.beforeStep(task);
    }
}
