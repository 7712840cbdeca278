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
    /** Returns a schedule as segments, as few as possible. */
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
}
