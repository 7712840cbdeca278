package dev.secretariat.simulation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** See {@link Policy#replay}. */
final class ReplayChooser implements Chooser {
    private final Schedule schedule;

    /** The next one: it is passed when both its task and its worker have been found. */
    private int step;

    /** The next of what the program has chosen. */
    private int chosen;

    private @Nullable DivergedError diverged;

    ReplayChooser(Schedule schedule) {
        this.schedule = schedule;
    }

    @Override
    public int task(ReadyTasks ready) {
        checkChoices();
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

    /** Where the program chooses otherwise, this is thrown before the next step: not in the midst of this one, which could do anything with it. */
    @Override
    public int alternative(int alternatives) {
        int number = chosen++;
        int alternative = number < schedule.choices() ? schedule.choice(number) : 0;
        if (number >= schedule.choices()) {
            note("the program chooses more than the " + number + " times of the schedule");
        } else if (alternative >= alternatives) {
            note("choice " + chosen + " of the schedule is alternative " + alternative
                    + ", counted from 0, but there are only " + alternatives);
        }
        return alternative < alternatives ? alternative : 0;
    }

    private void note(String what) {
        if (diverged == null) diverged = new DivergedError(what);
    }

    /** Throws if the program has chosen otherwise than it did; also to be asked when it has ended. */
    void checkChoices() {
        if (diverged != null) throw diverged;
    }

    @Override
    public boolean passesTime(ReadyTasks ready) {
        if (step >= schedule.steps() || schedule.task(step) != Schedule.TIME) return false;
        step++;
        return true;
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
