package dev.secretariat.simulation;

import java.util.List;
import java.util.Set;

/**
 * What a run is to follow, as far as it can: a segment whose task is not ready is passed over, and when none is
 * left, the task that ran last goes on, or the first in line.
 *
 * @param segments who runs for how long
 * @param leftOut the numbers of tasks that never get to run
 */
record Plan(List<Segment> segments, Set<Integer> leftOut) implements Policy {
    @Override
    public Chooser begin(long seed) {
        return new Chooser() {
            private int at;
            private int done;

            @Override
            public int task(ReadyTasks ready) {
                for (; at < segments.size(); at++, done = 0) {
                    Segment segment = segments.get(at);
                    int index = done < segment.steps() ? ready.indexOf(segment.task()) : -1;
                    if (index >= 0) {
                        done++;
                        return index;
                    }
                }
                return Math.max(0, ready.last());
            }

            @Override
            public boolean leavesOut(int task) {
                return leftOut.contains(task);
            }
        };
    }
}
