package dev.secretariat.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * One step of a run.
 *
 * @param at when it began, in virtual time from the beginning of the run
 * @param cost how long it took
 * @param sleep how long its task sleeps after it; zero if it does not
 * @param worker the number of its worker, from 0
 * @param task the number of its task, from 1
 * @param name the task's name
 * @param step which of the task's steps it was, from 1
 * @param notes what it read from and wrote to {@link dev.secretariat.sync.Shared} variables, and what it had to {@linkplain
 *     SimulationScheduler#note say}, in words and in order
 * @param what what it ended with, in words: "yields", "goes on", "sleeps", "awaits ...", "ends with ...", "fails: ...",
 *     after "winds down, " where the step was one of {@link dev.secretariat.Task#onCancel}
 */
public record TraceEvent(
        Duration at,
        Duration cost,
        Duration sleep,
        int worker,
        int task,
        String name,
        int step,
        List<String> notes,
        String what) {
    /** An event. */
    public TraceEvent {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(cost, "cost");
        Objects.requireNonNull(sleep, "sleep");
        Objects.requireNonNull(name, "name");
        notes = List.copyOf(Objects.requireNonNull(notes, "notes"));
        Objects.requireNonNull(what, "what");
    }

    /** Returns whether another step is the same but for its time and number. */
    boolean looksLike(TraceEvent other) {
        return task == other.task
                && worker == other.worker
                && notes.equals(other.notes)
                && what.equals(other.what)
                && cost.equals(other.cost)
                && sleep.equals(other.sleep);
    }
}
