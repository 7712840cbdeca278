package dev.secretariat.simulation;

import dev.secretariat.spi.TaskCell;
import dev.secretariat.spi.WorkerBase;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Runs steps: what one does happens at its beginning, and what follows from it comes at its end. */
final class StepRunner {
    private final BiConsumer<TaskCell<?>, WorkerBase> body;
    private final SimulatedClock clock;
    private final SimulatedTasks tasks;
    private final FaultInjector faults;
    private final Idling idling;
    private final Recorder recorder;

    /** Null where nobody wants to know. */
    private final @Nullable Touches touches;

    /** Null where the chooser does not want to know what steps touch. */
    private final @Nullable ObservingChooser told;

    /** Null where nobody watches in real time. */
    private final @Nullable Supervisor supervisor;

    /** Null where no program is run that looks for them in the end. */
    private final @Nullable UnseenFailures unseen;

    /** Of the last step. */
    private long end;

    StepRunner(
            BiConsumer<TaskCell<?>, WorkerBase> body,
            SimulatedClock clock,
            SimulatedTasks tasks,
            FaultInjector faults,
            Idling idling,
            Recorder recorder,
            @Nullable Touches touches,
            @Nullable ObservingChooser told,
            @Nullable Supervisor supervisor,
            @Nullable UnseenFailures unseen) {
        this.body = body;
        this.clock = clock;
        this.tasks = tasks;
        this.faults = faults;
        this.idling = idling;
        this.recorder = recorder;
        this.touches = touches;
        this.told = told;
        this.supervisor = supervisor;
        this.unseen = unseen;
    }

    /**
     * Runs the next step of a task.
     *
     * @param counts whether it belongs to the schedule and the trace
     */
    void run(SimulatedTask task, SimulatedWorker worker, boolean counts) {
        if (counts) recorder.begins(task, worker);
        if (supervisor != null) supervisor.stepBegins(task, worker);
        excuseKilled(task);
        long at = clock.nanos();
        tasks.stepBegins(task);
        if (touches != null) touches.begin(task.cell, task.steps);
        worker.running = task;
        try {
            body.accept(task.cell, worker);
            worker.wakeBlocked(); // whom it has let into a monitor
        } finally {
            worker.running = null;
            Footprint touched = touches == null ? Footprint.NONE : touches.end();
            tasks.stepReturns();
            if (supervisor != null) supervisor.stepEnded();
            long cost = clock.takeBack() + faults.slownessNanos(task);
            end = at + cost;
            worker.busyUntil = end;
            idling.step(tasks.hasMadeOnly(task) && cost == 0);
            tasks.stepEnded(task, end);
            if (counts) recorder.ended(task, worker, at, cost, touched, touches);
            if (counts && told != null) told.ended(cost > 0 ? Footprint.ALL : touched, task.ready);
            if (task.cell.isDone()) forget(task);
        }
    }

    /** Sees to it that nobody is told how a task fails that has been killed. */
    private void excuseKilled(SimulatedTask task) {
        if (unseen != null && task.isKilled()) unseen.excuse(task.cell.handle());
    }

    private void forget(SimulatedTask task) {
        tasks.remove(task);
        excuseKilled(task);
        if (unseen != null) unseen.ended(task.cell);
    }

    /** Returns when the last step ended, or will end. */
    long end() {
        return end;
    }
}
