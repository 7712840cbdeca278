package dev.secretariat.simulation;

import java.util.Arrays;

/** See {@link Policy#replay}. */
final class ReplayChooser implements Chooser {
    private final Schedule schedule;

    /** The next one: it is passed when both its task and its worker have been found. */
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
            int[] ids = new int[ready.size()];
            Arrays.setAll(ids, ready::id);
            throw diverged("task " + wanted + "'s, which is not ready; ready are " + text(ids));
        }
        return index;
    }

    @Override
    public int worker(int[] idle) {
        int wanted = schedule.worker(step);
        int index = Arrays.binarySearch(idle, wanted);
        if (index < 0) throw diverged("worker " + wanted + "'s, which is not idle; idle are " + text(idle));
        step++;
        return index;
    }

    @Override
    public boolean leavesOut(int task) {
        return schedule.leftOut().contains(task);
    }

    private DivergedError diverged(String what) {
        return new DivergedError("step " + (step + 1) + " of the schedule is " + what);
    }

    private static String text(int[] numbers) {
        String text = Arrays.toString(numbers);
        return text.substring(1, text.length() - 1);
    }
}
