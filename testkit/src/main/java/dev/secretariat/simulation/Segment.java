package dev.secretariat.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * A task that runs for a number of steps without a switch.
 *
 * @param task the number of the task
 * @param steps how many
 */
record Segment(int task, int steps) {
    /** A schedule as segments, as few as possible. */
    static List<Segment> of(Schedule schedule) {
        List<Segment> segments = new ArrayList<>();
        for (int from = 0, to; from < schedule.steps(); from = to) {
            int task = schedule.task(from);
            to = from + 1;
            while (to < schedule.steps() && schedule.task(to) == task) to++;
            segments.add(new Segment(task, to - from));
        }
        return segments;
    }

    /**
     * Follows segments as far as it can: one whose task is not ready is left, and when none is left, the task
     * that ran last goes on, or the first in line.
     */
    static Policy following(List<Segment> segments) {
        return seed -> new Chooser() {
            private int at;
            private int done;

            @Override
            public int task(ReadyTasks ready) {
                for (; at < segments.size(); at++, done = 0) {
                    Segment segment = segments.get(at);
                    int index = done < segment.steps ? ready.indexOf(segment.task) : -1;
                    if (index >= 0) {
                        done++;
                        return index;
                    }
                }
                return Math.max(0, ready.last());
            }
        };
    }
}
