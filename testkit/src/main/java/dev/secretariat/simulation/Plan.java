package dev.secretariat.simulation;

import java.util.List;
import java.util.Set;

/**
 * What a run is to follow, as far as it can: a segment whose task is not ready is passed over, and when none is
 * left, the task that ran last goes on, for a while, or the first in line.
 *
 * @param segments who runs for how long
 * @param choices what the program chooses, as far as there are so many alternatives; then the first
 * @param leftOut the numbers of tasks that never get to run
 */
record Plan(List<Segment> segments, List<Integer> choices, Set<Integer> leftOut) implements Policy {
    /**
     * How often in a row a task goes on: one that polls until others have done something would hold them up for ever.
     * More than most tasks have steps, since each switch makes the run harder to read. Not tuned.
     */
    private static final int PATIENCE = 100;

    @Override
    public Chooser begin(long seed) {
        return new Chooser() {
            private int at;
            private int done;
            private int goneOn;
            private int chosen;

            @Override
            public int task(ReadyTasks ready) {
                for (; at < segments.size(); at++, done = 0) {
                    Segment segment = segments.get(at); // one of time is passed over here
                    int index = done < segment.steps() ? ready.indexOf(segment.task()) : -1;
                    if (index >= 0) {
                        done++;
                        return index;
                    }
                }
                boolean goesOn = ready.last() >= 0 && goneOn < PATIENCE;
                goneOn = goesOn ? goneOn + 1 : 0;
                return goesOn ? ready.last() : 0;
            }

            @Override
            public int alternative(int alternatives) {
                int wanted = chosen < choices.size() ? choices.get(chosen++) : 0;
                return wanted < alternatives ? wanted : 0;
            }

            @Override
            public boolean passesTime(ReadyTasks ready) {
                for (; at < segments.size(); at++, done = 0) {
                    Segment segment = segments.get(at);
                    if (done < segment.steps() && segment.task() == Schedule.TIME) {
                        done++;
                        return true;
                    }
                    if (done < segment.steps() && ready.indexOf(segment.task()) >= 0) return false;
                }
                return false;
            }

            @Override
            public boolean leavesOut(int task) {
                return leftOut.contains(task);
            }
        };
    }
}
