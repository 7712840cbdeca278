package dev.secretariat.simulation;

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
        this.run = run;
        this.smallest = smallest;
    }

    private static String text(Run run, Run smallest) {
        Schedule schedule = smallest.schedule();
        return "seed " + schedule.seed() + " fails: " + smallest.failure().orElseThrow() + "\n"
                + "It takes " + schedule.switches() + " switches in " + schedule.steps() + " steps (before shrinking: "
                + run.schedule().switches() + " in " + run.schedule().steps() + "), with the schedule\n"
                + "    " + schedule + "\n"
                + smallest.table();
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
