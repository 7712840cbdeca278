package dev.secretariat.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds accesses of two tasks to a shared variable, of which one is a write, that nothing puts in order: no primitive, no wait of one for the other, and no change at once. By
 * vector clocks, as {@link CausalOrder} has them, of everything but the accesses themselves.
 */
final class Races {
    /** So many pairs say enough. */
    private static final int MOST = 5;

    private final CausalOrder order = new CausalOrder();
    private final List<String> steps = new ArrayList<>();

    /** By variable, what each task did last, once for reads and once for writes. */
    private final Map<Long, List<Last>> last = new HashMap<>();

    /** In words, by who and what: each pair of tasks once for each variable. */
    private final Map<List<Object>, String> found = new LinkedHashMap<>();

    private record Last(int step, int task, Access access) {}

    /** Takes in that time passes. */
    void timePasses() {
        order.timePasses();
    }

    /**
     * Takes in a step.
     *
     * @param task the number of its task
     * @param step what reports call it
     * @param touched all that it has touched
     * @param accesses those of shared variables
     */
    void add(int task, String step, Footprint touched, List<Access> accesses) {
        int at = order.size();
        order.add(
                task,
                touched.without(object -> accesses.stream()
                        .anyMatch(access -> access.object() == object && access.kind() != Access.Kind.CHANGES)),
                -1);
        steps.add(step);
        for (Access access : accesses) compare(at, task, access);
    }

    private void compare(int at, int task, Access access) {
        List<Last> others = last.computeIfAbsent(access.object(), any -> new ArrayList<>());
        for (Last other : others) {
            if (other.task() == task || !(other.access().isWrite() || access.isWrite())) continue;
            if (order.isBefore(other.step(), at)) continue;
            List<Object> who = List.of(access.object(), Math.min(task, other.task()), Math.max(task, other.task()));
            if (found.size() == MOST && !found.containsKey(who)) continue;
            found.putIfAbsent(who, words(other.step(), other.access()) + ", and " + words(at, access));
        }
        others.removeIf(other -> other.task() == task && other.access().isWrite() == access.isWrite());
        others.add(new Last(at, task, access));
    }

    private String words(int step, Access access) {
        return steps.get(step) + ", which " + access.kind().verb() + " " + access.name();
    }

    /** Returns what was found, a line for each. */
    List<String> found() {
        return List.copyOf(found.values());
    }
}
