package dev.secretariat.simulation;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A choice on the path of a search, of tasks by their numbers: who has been tried here, and who is still to be. */
final class PathStep {
    /** Those that need not run here, with what their step touches: such an order would be like one that was tried. */
    private final Map<Integer, Footprint> asleep;

    /** Those to be tried here. */
    private final Set<Integer> toTry = new LinkedHashSet<>();

    /** Those that have been, and what their step touched. */
    private final Map<Integer, Footprint> tried = new HashMap<>();

    /** The one being tried, and what its step has touched, in all runs in which it came here. */
    int chosen;

    Footprint touched = Footprint.NONE;

    /** What the program has chosen in this step, or after it. */
    Choices choices = new Choices();

    PathStep(Map<Integer, Footprint> asleep, int chosen) {
        this.asleep = asleep;
        this.chosen = chosen;
        toTry.add(chosen);
    }

    /** Has a task tried here. */
    void tryToo(int task) {
        toTry.add(task);
    }

    boolean tries(int task) {
        return toTry.contains(task);
    }

    /** Returns what the step of a task touches that need not run here; null if it may have to. */
    @Nullable
    Footprint asleep(int task) {
        return asleep.get(task);
    }

    /** Turns to what is to be tried next: another choice of the program, or another task; false if there is nothing. */
    boolean advance() {
        if (choices.advance()) return true;
        choices = new Choices();
        tried.put(chosen, touched);
        touched = Footprint.NONE;
        for (int task : toTry) {
            if (tried.containsKey(task) || asleep.containsKey(task)) continue;
            chosen = task;
            return true;
        }
        return false;
    }

    /** Returns who need not run after the one that was chosen: who needed not before, or has been tried, unless it matters which of the two comes first. */
    Map<Integer, Footprint> asleepAfter() {
        Map<Integer, Footprint> after = new HashMap<>();
        addIndependent(asleep, after);
        addIndependent(tried, after);
        return after;
    }

    private void addIndependent(Map<Integer, Footprint> steps, Map<Integer, Footprint> to) {
        steps.forEach((task, footprint) -> {
            if (task != chosen && !footprint.conflictsWith(touched)) to.put(task, footprint);
        });
    }
}
