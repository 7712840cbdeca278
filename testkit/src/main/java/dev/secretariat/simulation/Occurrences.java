package dev.secretariat.simulation;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Which steps touch an object, as far as lessons tell. */
final class Occurrences {
    /** By task, the numbers of its steps. */
    private final Map<Integer, BitSet> steps = new HashMap<>();

    /** By task, how often in all lessons. */
    private final Map<Integer, Integer> counts = new HashMap<>();

    private final int lessons;
    private boolean isWritten;

    Occurrences(int lessons) {
        this.lessons = lessons;
    }

    /**
     * Adds one.
     *
     * @param step the number of the step among the task's, from 1
     */
    void add(int task, int step, boolean writes) {
        steps.computeIfAbsent(task, any -> new BitSet()).set(step);
        counts.merge(task, 1, Integer::sum);
        isWritten |= writes;
    }

    /** Returns whether it matters in which order tasks touch it. */
    boolean isContested() {
        return isWritten && steps.size() > 1;
    }

    /** Returns how many tasks touch it. */
    int tasks() {
        return steps.size();
    }

    boolean isTouched(int task, int step) {
        BitSet known = steps.get(task);
        return known != null && known.get(step);
    }

    /** Returns how often a task touches it, on the average. */
    double count(int task) {
        return (double) counts.getOrDefault(task, 0) / lessons;
    }
}
