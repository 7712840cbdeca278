package dev.secretariat.examples.demo.paperwork;

/**
 * Some time that a secretary spent on one task, without anything else in between. Times are in minutes
 * from the beginning of the shift.
 *
 * @param task its name
 * @param secretary who, from zero
 * @param from when it began
 * @param to when it ended
 * @param coreMinutes for how much of it she really had a core
 */
public record Stretch(String task, int secretary, double from, double to, double coreMinutes) {
    /** In minutes. What is shorter is no pause, since switching takes time, too. */
    private static final double MIN_PAUSE = 0.5;

    /** Returns how long it is. */
    public double minutes() {
        return to - from;
    }

    /** Returns how much of a core she had, from 0 to 1. */
    public double coreShare() {
        return minutes() > 0 ? Math.max(0, Math.min(1, coreMinutes / minutes())) : 1;
    }

    boolean isContinuedBy(Stretch next) {
        return task.equals(next.task) && secretary == next.secretary && next.from - to < MIN_PAUSE;
    }

    Stretch with(Stretch next) {
        return new Stretch(task, secretary, from, next.to, coreMinutes + next.coreMinutes);
    }
}
