package dev.secretariat.simulation;

import dev.secretariat.reports.Story;
import dev.secretariat.simulation.Shrinker.Shrunk;
import java.util.List;

/** What is told of a failed run: what went wrong, what it takes, and what happened step by step. */
final class FailureText {
    private FailureText() {}

    /**
     * Returns all but how to repeat it.
     *
     * @param run the run that failed first
     * @param small the smallest that fails in the same way; the same if it could not be made small
     */
    static String of(Run run, Shrunk small) {
        Run smallest = small.run();
        Schedule schedule = smallest.schedule();
        boolean isShrunk = !schedule.equals(run.schedule());
        StringBuilder text = new StringBuilder("seed " + schedule.seed() + " fails: ");
        text.append(inWords(smallest.failure().orElseThrow())).append('\n');
        for (Throwable other : besides(run, smallest)) {
            text.append(isByTask(smallest) ? "After that, " : "Before that, ");
            if (isByTask(smallest) && isShrunk) text.append("before shrinking, ");
            text.append(inWords(other)).append('\n');
        }
        text.append("It takes ").append(size(schedule));
        if (isShrunk)
            text.append(" (before shrinking: ").append(size(run.schedule())).append(')');
        text.append(".\n");
        if (small.isStopped()) text.append("The search for a smaller one took too long, and was stopped.\n");
        if (!schedule.leftOut().isEmpty()) {
            boolean isOne = schedule.leftOut().size() == 1;
            text.append("It fails all the same where ").append(isOne ? "task " : "tasks ");
            text.append(schedule.leftOutText())
                    .append(isOne ? " never gets" : " never get")
                    .append(" to run.\n");
        }
        text.append(smallest.table());
        if (!smallest.unordered().isEmpty()) {
            text.append("Nothing puts in order:\n");
            for (String pair : smallest.unordered())
                text.append("  ").append(pair).append('\n');
        }
        return text.toString();
    }

    /** Returns all failures; whoever only suffers from a task's has been left out, perhaps, but is to be known. */
    static List<Throwable> besides(Run run, Run smallest) {
        return isByTask(smallest) ? run.besides() : smallest.earlierFailures();
    }

    private static boolean isByTask(Run run) {
        return run.failure().orElseThrow() instanceof UnseenFailureError;
    }

    /** Leaves out the class of the simulation's own findings, and of others that speak for themselves. */
    private static String inWords(Throwable failure) {
        boolean speaks = failure instanceof SimulationError || failure instanceof Story;
        return speaks ? String.valueOf(failure.getMessage()) : Words.of(failure);
    }

    private static String size(Schedule schedule) {
        return counted(schedule.switches(), "switch", "switches") + " in " + counted(schedule.steps(), "step", "steps")
                + " of " + counted(schedule.tasks(), "task", "tasks");
    }

    private static String counted(int count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}
