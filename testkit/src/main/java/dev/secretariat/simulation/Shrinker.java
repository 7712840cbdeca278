package dev.secretariat.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the schedule of a failing run small, after Zeller and Hildebrandt, "Simplifying and isolating
 * failure-inducing input" (2002): first it leaves out whole tasks, many at a time, then fewer, then switches in the
 * same way; then it lets tasks run on where they were interrupted, or begin later. What counts is the run that comes of it: it must
 * show the same symptom with fewer tasks, or as many and fewer switches, or as many of both and fewer steps.
 *
 * <p>A task that is left out must not be missed. Without one of two deposits, say, the balance is as wrong as if an
 * update had been lost. So there is a <em>control</em>, an order in which the whole program goes well: it must go
 * well without the task, too. Where no control is found, but the program fails in the same way if each task runs to
 * its end before the next, then no order matters, and none is asked.
 */
final class Shrinker {
    /** Runs that it may take, so that it comes to an end soon where each of them is short. Not tuned. */
    private static final int PATIENCE = 2_000;

    /** Steps that those may have, all together: a matter of seconds. Not of real time, by which a run would be made smaller on one machine than on another. */
    private static final long PATIENCE_STEPS = 2_000_000;

    /**
     * Besides one task after the other, and in turn: so many chances to show a good order. Each is a run in vain where
     * there is none. Not tuned.
     */
    private static final int RANDOM_CONTROLS = 8;

    private final Symptom symptom;
    private final Function<Policy, Run> runner;
    private final long maxSteps;
    private Run best;
    private List<Segment> segments;
    private List<Integer> choices;
    private Set<Integer> leftOut;
    private int runs;
    private long steps;
    private boolean isStopped;

    private Shrinker(Run failing, Symptom symptom, Function<Policy, Run> runner, long maxSteps) {
        this.maxSteps = maxSteps;
        this.symptom = symptom;
        this.runner = runner;
        this.best = failing;
        this.segments = Segment.of(failing.schedule());
        this.choices = failing.schedule().allChoices();
        this.leftOut = failing.schedule().leftOut();
    }

    /**
     * Shrinks.
     *
     * @param failing what is to be made small
     * @param symptom what the small run must show
     * @param runner runs the program with choices as near as possible to those given
     */
    static Shrunk shrink(Run failing, Symptom symptom, Function<Policy, Run> runner) {
        return shrink(failing, symptom, runner, PATIENCE_STEPS);
    }

    /** Shrinks, for so many steps of all runs together at most. */
    static Shrunk shrink(Run failing, Symptom symptom, Function<Policy, Run> runner, long maxSteps) {
        Shrinker shrinker = new Shrinker(failing, symptom, runner, maxSteps);
        shrinker.leaveOutTasks();
        while (shrinker.leaveOutSegments() || shrinker.join() || shrinker.chooseFirst()) {}
        return new Shrunk(shrinker.best, shrinker.isStopped);
    }

    /**
     * What has come of it.
     *
     * @param run the smallest that was found
     * @param isStopped whether patience has ended before all was tried
     */
    record Shrunk(Run run, boolean isStopped) {}

    // ---- Whole tasks ----

    private void leaveOutTasks() {
        Control control = control();
        if (control == null) return;
        for (int size = Math.max(1, tasks().size() / 2); size >= 1; size /= 2) {
            for (int from = 0; from < tasks().size() && isPatient(); ) {
                List<Integer> ran = tasks();
                Set<Integer> without = new HashSet<>(leftOut);
                without.addAll(ran.subList(from, Math.min(from + size, ran.size())));
                List<Segment> rest = segments.stream()
                        .filter(segment -> !without.contains(segment.task()))
                        .toList();
                Run run = run(new Plan(rest, choices, without));
                if (isBetter(run) && control.allows(without)) take(run);
                else from += size;
            }
        }
    }

    private List<Integer> tasks() {
        return segments.stream()
                .map(Segment::task)
                .filter(task -> task != Schedule.TIME)
                .distinct()
                .sorted()
                .toList();
    }

    /** Says whether tasks may be left out. */
    private interface Control {
        boolean allows(Set<Integer> leftOut);
    }

    private @Nullable Control control() {
        List<Function<Set<Integer>, Policy>> orders = new ArrayList<>();
        orders.add(without -> new Plan(List.of(), choices, without));
        orders.add(without -> leavingOut(without, Policy.inTurn()));
        for (long seed = 0; seed < RANDOM_CONTROLS; seed++) {
            long chosen = seed;
            orders.add(without -> leavingOut(without, ignored -> new RandomChooser(chosen)));
        }
        boolean orderMatters = true;
        for (Function<Set<Integer>, Policy> order : orders) {
            if (!isPatient()) break;
            Run run = run(order.apply(leftOut));
            if (!run.hasFailed()) return without -> !run(order.apply(without)).hasFailed();
            if (order == orders.get(0)) orderMatters = !symptom.isShownBy(run);
        }
        return orderMatters ? null : without -> true;
    }

    private static Policy leavingOut(Set<Integer> tasks, Policy policy) {
        return seed -> {
            Chooser chooser = policy.begin(seed);
            return new Chooser() {
                @Override
                public int task(ReadyTasks ready) {
                    return chooser.task(ready);
                }

                @Override
                public int worker(int[] idle) {
                    return chooser.worker(idle);
                }

                @Override
                public boolean leavesOut(int task) {
                    return tasks.contains(task);
                }
            };
        };
    }

    // ---- Switches ----

    /** Leaves out segments; says whether that helped. */
    private boolean leaveOutSegments() {
        boolean helped = false;
        for (int size = Math.max(1, segments.size() / 2); size >= 1; size /= 2) {
            for (int from = 0; from < segments.size() && isPatient(); ) {
                List<Segment> fewer = new ArrayList<>(segments);
                fewer.subList(from, Math.min(from + size, fewer.size())).clear();
                if (helps(fewer)) helped = true;
                else from += size;
            }
        }
        return helped;
    }

    /** Lets a task run on where it was interrupted, or begin only where it goes on; says whether that helped. */
    private boolean join() {
        boolean helped = false;
        for (int i = 0; i < segments.size() && isPatient(); i++) {
            for (int j = i + 2; j < segments.size(); j++) {
                if (segments.get(j).task() != segments.get(i).task()) continue;
                if (helps(joined(i, j)) || helps(joined(j, i))) helped = true;
                break;
            }
        }
        return helped;
    }

    /** Returns the segments with the steps of two of them in the place of one. */
    private List<Segment> joined(int place, int other) {
        List<Segment> joined = new ArrayList<>(segments);
        Segment here = segments.get(place);
        joined.set(
                place,
                new Segment(here.task(), here.steps() + segments.get(other).steps()));
        joined.remove(other);
        return joined;
    }

    private boolean helps(List<Segment> candidate) {
        Run run = run(new Plan(candidate, choices, leftOut));
        if (!isBetter(run)) return false;
        take(run);
        return true;
    }

    // ---- Choices ----

    /** Has the program choose the first alternative in place of another; says whether that helped. */
    private boolean chooseFirst() {
        boolean helped = false;
        for (int i = 0; i < choices.size() && isPatient(); i++) {
            if (choices.get(i) == 0) continue;
            List<Integer> other = new ArrayList<>(choices);
            other.set(i, 0);
            Run run = run(new Plan(segments, other, leftOut));
            if (!isBetter(run)) continue;
            take(run);
            helped = true;
        }
        return helped;
    }

    // ---- Runs ----

    private boolean isPatient() {
        isStopped |= runs >= PATIENCE || steps >= maxSteps;
        return !isStopped;
    }

    private Run run(Policy policy) {
        Run run = runner.apply(policy);
        runs++;
        steps += run.schedule().steps();
        if (run.isStuck()) steps = maxSteps; // the next may, too, and each takes its time
        return run;
    }

    private boolean isBetter(Run run) {
        return isSmaller(run.schedule(), best.schedule()) && symptom.isShownBy(run);
    }

    private void take(Run run) {
        best = run;
        segments = Segment.of(run.schedule());
        choices = run.schedule().allChoices();
        leftOut = run.schedule().leftOut();
    }

    private static boolean isSmaller(Schedule one, Schedule other) {
        if (one.tasks() != other.tasks()) return one.tasks() < other.tasks();
        if (one.switches() != other.switches()) return one.switches() < other.switches();
        if (one.steps() != other.steps()) return one.steps() < other.steps();
        return sum(one.allChoices()) < sum(other.allChoices());
    }

    private static long sum(List<Integer> choices) {
        return choices.stream().mapToLong(Integer::longValue).sum();
    }
}
