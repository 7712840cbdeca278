package dev.secretariat.simulation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who runs next, and on which worker: as the chooser chooses, until the run is abandoned. */
final class Selection {
    /** For runs that have failed, whose rest is of no interest. */
    private static final Chooser FIRST = ready -> 0;

    private final SimulatedClock clock;
    private final SimulatedTasks tasks;
    private final SimulatedCrew crew;
    private final StepRunner steps;
    private final Relay relay;
    private Chooser chooser;
    private boolean abandoned;

    Selection(
            SimulatedClock clock,
            SimulatedTasks tasks,
            SimulatedCrew crew,
            StepRunner steps,
            Relay relay,
            Chooser chooser) {
        this.clock = clock;
        this.tasks = tasks;
        this.crew = crew;
        this.steps = steps;
        this.relay = relay;
        this.chooser = chooser;
    }

    /** Makes all ready whom the program, between two drives, has let into a monitor. */
    void bringForward() {
        crew.any().wakeBlocked();
    }

    /** Returns whether a task is ready and a worker idle. */
    boolean canRun() {
        return !tasks.line().isEmpty() && crew.countIdle(clock.nanos()) > 0;
    }

    /** Returns whether the chooser has it that time passes now, although a task is ready and a worker idle. */
    boolean passesTime() {
        return chooser.passesTime(tasks.line());
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /** Chooses for the program. */
    int alternative(int alternatives) {
        int chosen = chooser.alternative(alternatives);
        if (chosen >= 0 && chosen < alternatives) return chosen;
        throw new IllegalArgumentException("the chooser chose " + chosen + " of " + alternatives + " alternatives");
    }

    /** Chooses, and runs the step; only if one {@linkplain #canRun can run}. */
    void runNext() {
        ReadyLine line = tasks.line();
        int index = line.checked(chooser.task(line));
        SimulatedWorker worker = crew.chooseIdle(clock.nanos(), chooser);
        SimulatedTask task = line.take(index); // only now: a chooser that throws must not lose the task
        relay.run(task, worker, !abandoned);
    }

    /** Cancels those that are left out; says whether there were any. */
    boolean letGo() {
        List<SimulatedTask> gone = tasks.takeLeftOut();
        for (SimulatedTask task : gone) {
            task.cell.cancel();
            steps.run(task, crew.any(), false);
        }
        return !gone.isEmpty();
    }

    /** Returns when a task that is ready finds a worker; {@link Long#MAX_VALUE} for never. */
    long nextNanos() {
        return tasks.line().isEmpty() ? Long.MAX_VALUE : crew.nextIdle();
    }

    /** Returns the chooser, if it is to be told what happens, and nothing has gone wrong yet. */
    @Nullable
    ObservingChooser told() {
        return chooser instanceof ObservingChooser observing ? observing : null;
    }

    /** Stops: from now on, takes the first that can run, and records nothing. */
    void abandon() {
        abandoned = true;
        chooser = FIRST;
    }
}
