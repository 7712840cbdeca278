package dev.secretariat.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which steps of a run come before which others in every order that nobody can tell from this one: by vector clocks, of which one entry says how many of the
 * steps of a task, from the first on, come before.
 *
 * <p>Before a step come the one before it of its task, the one that has made it ready, all before time last passed, and each earlier one that it {@linkplain
 * Footprint#conflictsWith conflicts} with; and what comes before these. Where a conflict is the only reason, the two steps <em>race</em>: just before the earlier one,
 * the later one's task could have been on its way instead.
 *
 * <p>Lamport, "Time, clocks, and the ordering of events in a distributed system" (1978); Mattern, "Virtual time and global states of distributed systems" (1989).
 */
final class CausalOrder {
    /** Of each step, in the order of the run. */
    private final List<int[]> clocks = new ArrayList<>();

    /** The number of its task. */
    private final List<Integer> tasks = new ArrayList<>();

    /** How many steps of its task it is the last of. */
    private final List<Integer> ordinals = new ArrayList<>();

    /** The last step of each task. */
    private final Map<Integer, Integer> lastOf = new HashMap<>();

    private final Map<Long, Uses> uses = new HashMap<>();

    /** All before time last passed. */
    private int[] past = new int[0];

    /** The last step that may have touched anything; -1 for none. */
    private int lastOfAll = -1;

    /** The earlier steps that the one being added conflicts with. */
    private int[] conflicts = new int[8];

    private int conflicting;

    /** Of an object: the last step that has written it, and those that have read it since. */
    private static final class Uses {
        int written = -1;
        final List<Integer> read = new ArrayList<>(2);
    }

    int size() {
        return clocks.size();
    }

    int task(int step) {
        return tasks.get(step);
    }

    /** Returns how many steps of its task it is the last of. */
    int ordinal(int step) {
        return ordinals.get(step);
    }

    int[] clock(int step) {
        return clocks.get(step);
    }

    /** Returns whether one step comes before another, or is the same. */
    boolean isBefore(int one, int other) {
        return covers(clocks.get(other), one);
    }

    private boolean covers(int[] clock, int step) {
        int task = tasks.get(step);
        return task < clock.length && clock[task] >= ordinals.get(step);
    }

    /** Takes in that time passes: all steps so far come before all that follow. */
    void timePasses() {
        for (int step : lastOf.values()) past = join(past, clocks.get(step));
    }

    /**
     * Adds the next step.
     *
     * @param task the number of its task
     * @param enabledBy the step that has made it ready; -1 for none
     * @return the earlier steps with which it races, the latest first
     */
    List<Integer> add(int task, Footprint touched, int enabledBy) {
        int step = clocks.size();
        Integer before = lastOf.get(task);
        int ordinal = before == null ? 1 : ordinals.get(before) + 1;
        int[] clock = past.clone();
        if (before != null) clock = join(clock, clocks.get(before));
        if (enabledBy >= 0) clock = join(clock, clocks.get(enabledBy));
        findConflicts(touched);
        List<Integer> races = new ArrayList<>(2);
        for (int i = conflicting - 1; i >= 0; i--) {
            int earlier = conflicts[i];
            if ((i + 1 < conflicting && earlier == conflicts[i + 1]) || covers(clock, earlier)) continue;
            races.add(earlier);
            clock = join(clock, clocks.get(earlier));
        }
        if (clock.length <= task) clock = Arrays.copyOf(clock, task + 1);
        clock[task] = ordinal;
        clocks.add(clock);
        tasks.add(task);
        ordinals.add(ordinal);
        lastOf.put(task, step);
        use(touched, step);
        return races;
    }

    private void findConflicts(Footprint touched) {
        conflicting = 0;
        if (lastOfAll >= 0) conflict(lastOfAll);
        if (touched.isAll()) {
            for (int step : lastOf.values()) conflict(step);
        }
        for (int i = 0; i < touched.size(); i++) {
            Uses used = uses.get(touched.object(i));
            if (used == null) continue;
            if (used.written >= 0) conflict(used.written);
            if (touched.isWritten(i)) used.read.forEach(this::conflict);
        }
        Arrays.sort(conflicts, 0, conflicting);
    }

    private void conflict(int step) {
        if (conflicting == conflicts.length) conflicts = Arrays.copyOf(conflicts, 2 * conflicting);
        conflicts[conflicting++] = step;
    }

    private void use(Footprint touched, int step) {
        if (touched.isAll()) lastOfAll = step;
        for (int i = 0; i < touched.size(); i++) {
            Uses used = uses.computeIfAbsent(touched.object(i), any -> new Uses());
            if (touched.isWritten(i)) {
                used.written = step;
                used.read.clear();
            } else {
                used.read.add(step);
            }
        }
    }

    private static int[] join(int[] one, int[] other) {
        int[] joined = one.length >= other.length ? one : Arrays.copyOf(one, other.length);
        if (joined == one && Arrays.equals(one, other)) return one;
        int[] result = joined == one ? one.clone() : joined;
        for (int i = 0; i < other.length; i++) result[i] = Math.max(result[i], other[i]);
        return result;
    }
}
