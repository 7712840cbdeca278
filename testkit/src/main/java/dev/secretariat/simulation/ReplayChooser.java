package dev.secretariat.simulation;

import java.util.Arrays;

/** See {@link Policy#replay}. */
final class ReplayChooser implements Chooser {
    private final Schedule schedule;
    private int step;

    ReplayChooser(Schedule schedule) {
        this.schedule = schedule;
    }

    @Override
    public int task(ReadyTasks ready) {
        if (step >= schedule.steps()) {
            throw new DivergedError("the schedule has " + step + " steps, but the program goes on");
        }
        int wanted = schedule.task(step);
        int index = ready.indexOf(wanted);
        if (index < 0) {
            throw new DivergedError("step " + (step + 1) + " of the schedule is task " + wanted
                    + "'s, which is not ready; ready are " + ids(ready));
        }
        step++;
        return index;
    }

    @Override
    public int worker(int[] idle) {
        int wanted = schedule.worker(step - 1);
        int index = Arrays.binarySearch(idle, wanted);
        if (index < 0) {
            throw new DivergedError("step " + step + " of the schedule is worker " + wanted + "'s, which is busy");
        }
        return index;
    }

    private static String ids(ReadyTasks ready) {
        StringBuilder ids = new StringBuilder();
        for (int i = 0; i < ready.size(); i++) ids.append(i == 0 ? "" : ", ").append(ready.id(i));
        return ids.toString();
    }
}
