package dev.secretariat.simulation;

import dev.secretariat.TaskState;
import dev.secretariat.spi.Reason;
import dev.secretariat.spi.TaskCell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The tasks of a simulation that have not ended: which may run now, which will later, and which wait. */
final class SimulatedTasks {
    private final Chooser chooser;
    private final SimulatedClock clock;
    private final Recorder recorder;

    /** Null where nobody wants to know. */
    private final @Nullable Touches touches;

    /** In the order in which they first became ready. */
    private final Map<TaskCell<?>, SimulatedTask> tasks = new LinkedHashMap<>();

    private final ReadyLine ready = new ReadyLine();

    /** Made ready by steps that have not ended in virtual time. */
    private final PriorityQueue<SimulatedTask> upcoming = new PriorityQueue<>();

    /** Made ready by the step that runs now. */
    private final List<SimulatedTask> made = new ArrayList<>();

    /** Those that the chooser leaves out, until they are let go. */
    private final List<SimulatedTask> leftOut = new ArrayList<>();

    private @Nullable SimulatedTask running;

    /** Those that have been killed run all the same, to wind down. */
    private boolean isReleased;

    private int numbered;
    private long turns;

    /**
     * No tasks.
     *
     * @param chooser says which never get to run
     */
    SimulatedTasks(Chooser chooser, SimulatedClock clock, Recorder recorder, @Nullable Touches touches) {
        this.chooser = chooser;
        this.clock = clock;
        this.recorder = recorder;
        this.touches = touches;
    }

    /** Takes in that a task has become ready, perhaps for its first step. */
    void ready(TaskCell<?> cell, Reason reason) {
        SimulatedTask task = tasks.get(cell);
        if (task == null) task = add(cell);
        task.ready = reason;
        if (touches != null && (running == null || running.id != task.id)) touches.controls(cell);
        if (task.isLeftOut || (task.isKilled() && !isReleased)) return;
        if (running == null) lineUp(task, clock.nanos());
        else made.add(task); // at the end of the step, whose cost is not known yet
    }

    private SimulatedTask add(TaskCell<?> cell) {
        numbered++;
        SimulatedTask task = new SimulatedTask(cell, numbered, chooser.leavesOut(numbered));
        tasks.put(cell, task);
        if (task.isLeftOut) {
            leftOut.add(task);
            recorder.leavesOut(task);
        }
        return task;
    }

    /** Lets a task run from a time on, and after its own last step. */
    private void lineUp(SimulatedTask task, long from) {
        long start = Math.max(from, task.notBefore);
        if (start <= clock.nanos()) {
            ready.add(task);
        } else {
            task.readyAt(start, turns++);
            upcoming.add(task);
        }
    }

    // ---- By time ----

    /** Lets run whoever may by now. */
    void bringForward() {
        while (!upcoming.isEmpty() && upcoming.peek().notBefore <= clock.nanos()) ready.add(upcoming.remove());
    }

    /** Returns when the next of those comes that steps have made ready; {@link Long#MAX_VALUE} for never. */
    long nextNanos() {
        return upcoming.isEmpty() ? Long.MAX_VALUE : upcoming.peek().notBefore;
    }

    // ---- By steps ----

    /** Returns those that may run now. */
    ReadyLine line() {
        return ready;
    }

    /** Notes that what becomes ready from now on is made so by a step of this task. */
    void stepBegins(SimulatedTask task) {
        task.ready = null;
        task.steps++;
        running = task;
    }

    /** Notes that the step has returned; what it has made ready comes later, by {@link #stepEnded}. */
    void stepReturns() {
        running = null;
    }

    boolean isInStep() {
        return running != null;
    }

    /** Returns whether the step has made nothing ready but its own task. */
    boolean hasMadeOnly(SimulatedTask task) {
        return made.size() == 1 && made.get(0).equals(task);
    }

    /** Takes in that the step has ended at a time, with its cost. */
    void stepEnded(SimulatedTask task, long end) {
        task.notBefore = end;
        for (SimulatedTask next : made) lineUp(next, end);
        made.clear();
    }

    /** Forgets a task that has ended. */
    void remove(SimulatedTask task) {
        tasks.remove(task.cell);
    }

    // ---- Killed ----

    /** Keeps those from running whose machines have been killed. */
    void removeKilled() {
        if (isReleased) return;
        ready.removeKilled();
        upcoming.removeIf(SimulatedTask::isKilled);
        made.removeIf(SimulatedTask::isKilled);
    }

    /** Returns whether some have been killed, and none is left but those. */
    boolean areAllKilled() {
        return !tasks.isEmpty() && tasks.values().stream().allMatch(SimulatedTask::isKilled);
    }

    /** Lets those that have been killed run again, for their end, which somebody has to ask for. */
    void releaseKilled() {
        if (isReleased) return;
        isReleased = true;
        for (SimulatedTask task : tasks.values()) {
            if (task.isKilled() && !task.isLeftOut && task.ready != null) lineUp(task, clock.nanos());
        }
    }

    // ---- Others ----

    /** Gives away those that are left out. */
    List<SimulatedTask> takeLeftOut() {
        if (leftOut.isEmpty()) return List.of();
        List<SimulatedTask> taken = List.copyOf(leftOut);
        leftOut.clear();
        return taken;
    }

    /** Returns those that wait, and can be woken. */
    List<SimulatedTask> waiting() {
        return tasks.values().stream()
                .filter(task -> !task.isKilled())
                .filter(task -> task.ready == null && task.cell.state() == TaskState.WAITING)
                .toList();
    }

    /** Returns the names of those with such numbers that have not ended. */
    List<String> names(List<Integer> ids) {
        return tasks.values().stream()
                .filter(task -> ids.contains(task.id))
                .map(task -> task.cell.name())
                .toList();
    }
}
