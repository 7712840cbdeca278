package dev.secretariat.simulation;

import dev.secretariat.spi.StandIn;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs each step on the thread that it is for: the simulation's own, or, where that would only wait for a fiber's virtual thread, a
 * virtual thread that stands in for it, which costs a tenth. Whichever of the two runs a step drives on from there, until the next
 * step is the other one's. So where fibers follow each other no thread is switched but between virtual ones.
 *
 * <p>The simulation's own thread waits meanwhile. What users may tie to it, their tasks' steps and the program, stays on it; on the
 * stand-in come, besides the steps of fibers, what is called between two steps: choosers, wakers and failure handlers.
 */
final class Relay {
    private final Owner owner;
    private final StepRunner steps;
    private final @Nullable Supervisor supervisor;

    /** Runs the next step, and says whether to go on; null between two drives, and where single steps are run. */
    private @Nullable BooleanSupplier next;

    /** Of this drive, once there was a step for it. */
    private @Nullable StandIn standIn;

    // What whoever goes on has to run first: the next step of a task, unless that is null.
    private @Nullable SimulatedTask handedOver;
    private @Nullable SimulatedWorker itsWorker;
    private boolean itCounts;

    Relay(Owner owner, StepRunner steps, @Nullable Supervisor supervisor) {
        this.owner = owner;
        this.steps = steps;
        this.supervisor = supervisor;
    }

    /**
     * Begins a drive, from which a stand-in may take over.
     *
     * @param next runs the next step as the caller will, and says whether to go on
     */
    void begin(BooleanSupplier next) {
        this.next = next;
    }

    /** Ends the drive, and with it the stand-in. */
    void end() {
        next = null;
        StandIn left = standIn;
        if (left != null) letGoOn(left); // it finds nothing to run, and returns
    }

    /**
     * Runs the next step of a task; when this returns it has been run, and perhaps others.
     *
     * @param counts whether it belongs to the schedule and the trace
     */
    void run(SimulatedTask task, SimulatedWorker worker, boolean counts) {
        boolean isForStandIn = next != null && task.cell.isForStandIn();
        StandIn other = standIn;
        boolean onStandIn = other != null && owner.isStandIn();
        if (isForStandIn && other == null) other = standIn = StandIn.of(this::drive);
        if (isForStandIn == onStandIn || other == null) {
            steps.run(task, worker, counts);
            return;
        }
        handedOver = task;
        itsWorker = worker;
        itCounts = counts;
        if (onStandIn) other.pause();
        else letGoOn(other);
        runHandedOver();
    }

    private void letGoOn(StandIn other) {
        see(other.thread());
        try {
            other.goOn();
        } finally {
            see(null);
            if (other.hasEnded()) standIn = null;
        }
    }

    private void see(@Nullable Thread thread) {
        owner.standIn(thread);
        if (supervisor != null) supervisor.standIn(thread);
    }

    /** On the stand-in. */
    private void drive() {
        runHandedOver();
        for (BooleanSupplier more = next; more != null && more.getAsBoolean(); more = next) {}
    }

    private void runHandedOver() {
        SimulatedTask task = handedOver;
        SimulatedWorker worker = itsWorker;
        handedOver = null;
        if (task != null && worker != null) steps.run(task, worker, itCounts);
    }
}
