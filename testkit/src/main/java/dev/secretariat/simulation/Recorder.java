package dev.secretariat.simulation;

import dev.secretariat.Awaitable;
import dev.secretariat.Deadline;
import dev.secretariat.Outcome;
import dev.secretariat.TaskState;
import dev.secretariat.spi.Reason;
import dev.secretariat.spi.TaskCell;
import dev.secretariat.spi.TimerDeadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes down a run: always who ran when, and a hash of what happened; in words only if it is asked to. */
final class Recorder {
    /** Of a run without end, so many of its last steps: enough to name the few tasks that keep one another going. */
    private static final int LAST = 8;

    private final Schedule.Steps steps = new Schedule.Steps();
    private final SortedSet<Integer> leftOut = new TreeSet<>();
    private final List<TraceEvent> events = new ArrayList<>();
    private final Races races = new Races();
    private final boolean inWords;
    private long hash;
    private long end;

    Recorder(boolean inWords) {
        this.inWords = inWords;
    }

    /** Notes that a task never gets to run. */
    void leavesOut(SimulatedTask task) {
        leftOut.add(task.id);
    }

    /** Notes that time passes, or nothing is left to do for now. */
    void timePasses() {
        if (inWords) races.timePasses();
    }

    /** Notes that time passes although tasks are ready. */
    void passesTime(long at) {
        steps.add(Schedule.TIME, 0);
        hash = SplitMix.hash(hash, at);
    }

    /** Notes what the program has chosen. */
    void chose(int alternative, int alternatives) {
        steps.choose(alternative);
        hash = SplitMix.hash(hash, alternative, alternatives);
    }

    /** Notes that a step has been chosen. */
    void begins(SimulatedTask task, SimulatedWorker worker) {
        steps.add(task.id, worker.number);
    }

    /**
     * Notes that it has ended, or its task has.
     *
     * @param touched what it has touched
     * @param touches tells of that in words; null where nobody wants to know
     */
    void ended(
            SimulatedTask task,
            SimulatedWorker worker,
            long at,
            long cost,
            Footprint touched,
            @Nullable Touches touches) {
        end = Math.max(end, at + cost);
        TaskState state = task.ready != null ? TaskState.READY : task.cell.state();
        long who = ((long) task.id << 20) ^ ((long) worker.number << 3) ^ code(state);
        hash = SplitMix.hash(hash, at, cost, who);
        if (!inWords || touches == null) return;
        races.add(task.id, "step " + task.steps + " of '" + task.cell.name() + "'", touched, touches.accesses());
        events.add(new TraceEvent(
                Duration.ofNanos(at),
                Duration.ofNanos(cost),
                sleep(task, at + cost),
                worker.number,
                task.id,
                task.cell.name(),
                task.steps,
                touches.words(),
                what(task)));
    }

    /** Returns a number for it; the order of the enum's constants is not ours to rely on. */
    private static int code(TaskState state) {
        return switch (state) {
            case READY, RUNNING -> 1;
            case WAITING -> 2;
            case SUCCEEDED -> 3;
            case FAILED -> 4;
            case CANCELLED -> 5;
        };
    }

    private static String what(SimulatedTask task) {
        TaskCell<?> cell = task.cell;
        Outcome<?> outcome = cell.peek();
        if (outcome != null) return end(outcome);
        return (cell.isWindingDown() ? "winds down, " : "") + wait(task) + place(task);
    }

    private static String wait(SimulatedTask task) {
        if (task.ready == Reason.YIELDED) return "yields";
        if (task.ready == Reason.GOES_ON) return "goes on";
        Awaitable awaited = task.cell.awaiting();
        if (awaited == null) return "awaits what holds already";
        if (awaited instanceof Deadline deadline) return isFar(deadline) ? "sleeps for ever" : "sleeps";
        return "awaits " + Words.of(awaited);
    }

    private static String place(SimulatedTask task) {
        String line = task.cell.place();
        return line == null ? "" : " at " + line;
    }

    /** Returns how long a task sleeps from a time on; zero if it does not, or for ever. */
    private static Duration sleep(SimulatedTask task, long from) {
        if (task.ready != null || !(task.cell.awaiting() instanceof TimerDeadline deadline)) return Duration.ZERO;
        return isFar(deadline) ? Duration.ZERO : Duration.ofNanos(Math.max(0, deadline.nanos() - from));
    }

    private static boolean isFar(Deadline deadline) {
        return SimulatedClock.isForEver(deadline.remaining());
    }

    private static String end(Outcome<?> outcome) {
        if (outcome instanceof Outcome.Failed<?> failed) return "fails: " + Words.of(failed.cause());
        if (outcome instanceof Outcome.Succeeded<?> succeeded && succeeded.value() != null) {
            return "ends with " + Words.of(succeeded.value());
        }
        return outcome instanceof Outcome.Cancelled ? "is cancelled" : "ends";
    }

    Schedule schedule(long seed) {
        return steps.toSchedule(seed, new TreeSet<>(leftOut));
    }

    /** Returns accesses of shared variables that nothing has put in order; only in words. */
    List<String> unordered() {
        return races.found();
    }

    long stepCount() {
        return steps.size();
    }

    long hash() {
        return hash;
    }

    Duration end() {
        return Duration.ofNanos(end);
    }

    List<TraceEvent> events() {
        return List.copyOf(events);
    }

    /** Returns the numbers of the tasks that ran last. */
    List<Integer> lastTasks() {
        return steps.last(LAST);
    }
}
