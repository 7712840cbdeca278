package dev.secretariat.simulation;

import dev.secretariat.spi.TaskCell;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Tells of runs that do not come to an end: deadlocks and livelocks. */
final class Standstill {
    /** Of a schedule, a few lines of an exception's message; a longer one is not told, but the seed always is. */
    private static final int MAX_LENGTH = 400;

    private final long seed;
    private final long stepLimit;
    private final SimulatedTasks tasks;
    private final Recorder recorder;
    private final boolean tellsOrigin;

    /**
     * Tells of one run.
     *
     * @param tellsOrigin whether to say how to come there again, which nobody else tells
     */
    Standstill(long seed, long stepLimit, SimulatedTasks tasks, Recorder recorder, boolean tellsOrigin) {
        this.seed = seed;
        this.stepLimit = stepLimit;
        this.tasks = tasks;
        this.recorder = recorder;
        this.tellsOrigin = tellsOrigin;
    }

    long stepCount() {
        return recorder.stepCount();
    }

    /**
     * Sees to it that another step is within the limit.
     *
     * @throws LivelockError if it is not
     */
    void checkSteps() {
        if (recorder.stepCount() < stepLimit) return;
        Set<String> last = new TreeSet<>();
        for (String name : tasks.names(recorder.lastTasks())) last.add("'" + name + "'");
        throw new LivelockError(
                "the run has not ended after " + stepLimit + " steps; the last ones were of " + String.join(", ", last)
                        + origin(),
                last);
    }

    LivelockError timeWithoutSteps(int jumps) {
        return new LivelockError(
                "time goes on without a step: " + jumps + " times some deadline has come and"
                        + " made nothing ready; whoever it wakes may wait for a new one each time" + origin(),
                Set.of());
    }

    /**
     * Returns a deadlock.
     *
     * @param awaitedByCaller what the thread that drives waits for
     * @param mayFollow whether a task has failed, which may have been the one that all wait for
     */
    DeadlockError deadlock(String awaitedByCaller, boolean mayFollow) {
        List<TaskCell<?>> cells = new ArrayList<>();
        for (SimulatedTask task : tasks.waiting()) cells.add(task.cell);
        WaitsFor graph = new WaitsFor(awaitedByCaller, cells, mayFollow);
        return new DeadlockError(graph.report() + origin(), graph.involved());
    }

    /** Returns how to come here again. */
    private String origin() {
        if (!tellsOrigin) return "";
        String schedule = recorder.schedule(seed).toString();
        return "\nseed " + seed + (schedule.length() > MAX_LENGTH ? "" : ", schedule " + schedule);
    }
}
