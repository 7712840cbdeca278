package dev.secretariat.simulation;

import java.util.List;

/**
 * A program has failed in a simulation. The message tells the seed, the smallest schedule that was found to
 * fail, and step by step what happened in it; the cause is what went wrong there.
 */
@SuppressWarnings("serial") // not meant to be serialized
public final class SimulationFailure extends AssertionError {
    private final transient Run run;
    private final transient Run smallest;

    SimulationFailure(Run run, Run smallest) {
        this(text(run, smallest), run, smallest);
    }

    private SimulationFailure(String text, Run run, Run smallest) {
        super(text, smallest.failure().orElseThrow());
        besides(run, smallest).forEach(this::addSuppressed);
        this.run = run;
        this.smallest = smallest;
    }

    private static String text(Run run, Run smallest) {
        Schedule schedule = smallest.schedule();
        StringBuilder text = new StringBuilder("seed " + schedule.seed() + " fails: ");
        text.append(inWords(smallest.failure().orElseThrow())).append('\n');
        for (Throwable other : besides(run, smallest)) {
            text.append(isByTask(smallest) ? "After that, before shrinking, " : "Before that, ");
            text.append(inWords(other)).append('\n');
        }
        text.append("It takes ").append(size(schedule)).append(" (before shrinking: ");
        text.append(size(run.schedule()))
                .append("), with the schedule\n    ")
                .append(schedule)
                .append('\n');
        int leftOut = schedule.leftOut().size();
        if (leftOut > 0) {
            text.append("The tasks after '/' never get to run: it fails all the same without them.\n");
        }
        return text.append(smallest.table()).toString();
    }

    /** Whoever only suffers from a task's failure has been left out, perhaps; but the user wants to know of it. */
    private static List<Throwable> besides(Run run, Run smallest) {
        return isByTask(smallest) ? run.besides() : smallest.earlierFailures();
    }

    private static boolean isByTask(Run run) {
        return run.failure().orElseThrow() instanceof UnseenFailureError;
    }

    /** The simulation's own findings speak for themselves. */
    private static String inWords(Throwable failure) {
        return failure instanceof SimulationError ? String.valueOf(failure.getMessage()) : Words.of(failure);
    }

    private static String size(Schedule schedule) {
        return counted(schedule.switches(), "switch", "switches") + " in " + counted(schedule.steps(), "step", "steps")
                + " of " + counted(schedule.tasks(), "task", "tasks");
    }

    private static String counted(int count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }

    /**
     * The same failure with more to say.
     *
     * @param hint added to the message, in lines of its own
     */
    public SimulationFailure withHint(String hint) {
        SimulationFailure told = new SimulationFailure(getMessage() + hint, run, smallest);
        told.setStackTrace(getStackTrace());
        return told;
    }

    /** The run that failed first. */
    public Run run() {
        return run;
    }

    /** The smallest one that was found to fail in the same way, in words. */
    public Run smallest() {
        return smallest;
    }
}
