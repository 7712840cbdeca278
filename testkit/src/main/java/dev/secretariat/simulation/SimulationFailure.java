package dev.secretariat.simulation;

import dev.secretariat.reports.Differences;
import dev.secretariat.simulation.Shrinker.Shrunk;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.ValueWrapper;

/**
 * A program has failed in a simulation. The message tells the seed, what happened step by step in the smallest run that
 * was found to fail, and how to repeat that; the cause is what went wrong in it. What an assertion of the program
 * expected, and what there was instead, are kept for tools that show the difference: of several assertions, the first.
 */
@SuppressWarnings("serial") // not meant to be serialized
public final class SimulationFailure extends AssertionFailedError {
    private final transient Run run;
    private final transient Shrunk small;
    private final transient Run smallest;
    private final transient @Nullable AssertionFailedError difference;

    /** Of a run that was not made small. */
    SimulationFailure(Run run) {
        this(run, new Shrunk(run, false));
    }

    SimulationFailure(Run run, Shrunk small) {
        this(
                run,
                small,
                "To repeat it:\n    simulation.replay(Schedule.parse(\""
                        + small.run().schedule() + "\"))");
    }

    private SimulationFailure(Run run, Shrunk small, String hint) {
        super(FailureText.of(run, small) + hint, small.run().failure().orElseThrow());
        this.run = run;
        this.small = small;
        this.smallest = small.run();
        FailureText.besides(run, smallest).forEach(this::addSuppressed);
        this.difference = Differences.first(smallest.failure().orElseThrow());
    }

    /**
     * Returns the same failure, but for how to repeat it.
     *
     * @param hint the last lines of the message, in place of those that tell how to do it in Java
     */
    public SimulationFailure withHint(String hint) {
        SimulationFailure told = new SimulationFailure(run, small, Objects.requireNonNull(hint, "hint"));
        told.setStackTrace(getStackTrace());
        return told;
    }

    /** Returns the run that failed first. */
    public Run run() {
        return run;
    }

    /** Returns the smallest one that was found to fail in the same way, in words. */
    public Run smallest() {
        return smallest;
    }

    // ---- For tools ----

    @Override
    public boolean isExpectedDefined() {
        return difference != null;
    }

    @Override
    public boolean isActualDefined() {
        return difference != null;
    }

    @Override
    public @Nullable ValueWrapper getExpected() {
        return difference == null ? null : difference.getExpected();
    }

    @Override
    public @Nullable ValueWrapper getActual() {
        return difference == null ? null : difference.getActual();
    }
}
