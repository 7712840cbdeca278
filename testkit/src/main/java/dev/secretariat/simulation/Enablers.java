package dev.secretariat.simulation;

import java.util.HashMap;
import java.util.Map;

/** Which step has made each task ready that is so: the one before the choice at which it was ready first. */
final class Enablers {
    private Map<Integer, Integer> enabledBy = new HashMap<>();

    /** The choice at which that was written. */
    private int noted = -1;

    /**
     * Looks at who is ready before a choice; once for each.
     *
     * @param andTime whether time may pass instead
     */
    void note(ReadyTasks ready, boolean andTime, CausalOrder order) {
        if (noted == order.size()) return;
        noted = order.size();
        int last = noted - 1;
        int ran = last < 0 ? -1 : order.task(last);
        Map<Integer, Integer> now = new HashMap<>();
        for (int i = andTime ? -1 : 0; i < ready.size(); i++) {
            int task = i < 0 ? Schedule.TIME : ready.id(i);
            now.put(task, task == ran ? last : enabledBy.getOrDefault(task, last));
        }
        enabledBy = now;
    }

    /** Returns the step that has made a task ready; -1 if it was so before all steps. */
    int of(int task) {
        return enabledBy.getOrDefault(task, -1);
    }

    void clear() {
        enabledBy.clear();
        noted = -1;
    }
}
