package dev.secretariat.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Makes the schedule of a failing run small: first it leaves out switches, many at a time, then fewer, after
 * Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input" (2002); then it lets tasks run on
 * where they were interrupted. What counts is the run that comes of it: it must fail in the same way, with
 * fewer switches, or as many and fewer steps.
 */
final class Shrinker {
    /** Runs that it may take. */
    private static final int PATIENCE = 2_000;

    /** Steps that those may have, all together: some seconds. */
    private static final long PATIENCE_STEPS = 5_000_000;

    private final Function<List<Segment>, Run> runner;
    private Run best;
    private List<Segment> segments;
    private int runs;
    private long steps;

    private Shrinker(Run failing, Function<List<Segment>, Run> runner) {
        this.best = failing;
        this.segments = Segment.of(failing.schedule());
        this.runner = runner;
    }

    /**
     * Shrinks.
     *
     * @param failing what is to be made small
     * @param runner runs the program with choices as near as possible to those given
     */
    static Run shrink(Run failing, Function<List<Segment>, Run> runner) {
        Shrinker shrinker = new Shrinker(failing, runner);
        while (shrinker.leaveOut() || shrinker.runOn()) {}
        return shrinker.best;
    }

    /** Leaves out segments; says whether that helped. */
    private boolean leaveOut() {
        boolean helped = false;
        for (int size = Math.max(1, segments.size() / 2); size >= 1; size /= 2) {
            for (int from = 0; from < segments.size() && isPatient(); ) {
                List<Segment> fewer = new ArrayList<>(segments);
                fewer.subList(from, Math.min(from + size, fewer.size())).clear();
                if (isBetter(fewer)) helped = true;
                else from += size;
            }
        }
        return helped;
    }

    /** Moves a later segment of a task up to an earlier one of the same; says whether that helped. */
    private boolean runOn() {
        boolean helped = false;
        for (int i = 0; i < segments.size() && isPatient(); i++) {
            for (int j = i + 2; j < segments.size(); j++) {
                if (segments.get(j).task() != segments.get(i).task()) continue;
                List<Segment> moved = new ArrayList<>(segments);
                Segment later = moved.remove(j);
                Segment earlier = moved.get(i);
                moved.set(i, new Segment(earlier.task(), earlier.steps() + later.steps()));
                if (isBetter(moved)) helped = true;
                break;
            }
        }
        return helped;
    }

    private boolean isPatient() {
        return runs < PATIENCE && steps < PATIENCE_STEPS;
    }

    private boolean isBetter(List<Segment> candidate) {
        Run run = runner.apply(candidate);
        runs++;
        steps += run.schedule().steps();
        if (!run.failsLike(best) || !isSmaller(run.schedule(), best.schedule())) return false;
        best = run;
        segments = Segment.of(run.schedule());
        return true;
    }

    private static boolean isSmaller(Schedule one, Schedule other) {
        if (one.switches() != other.switches()) return one.switches() < other.switches();
        return one.steps() < other.steps();
    }
}
