package dev.secretariat.simulation;

/**
 * Whose turn it is where tasks run one after the other: of the one that ran last, as long as it can go on; then of the one with the next higher number, or the lowest. One
 * that has gone on for long while others could have is passed over, since it may wait for them.
 */
final class Turns {
    /** More than most tasks have steps, so that few are passed over that do not wait. Not tuned. */
    private static final int PATIENCE = 100;

    private int last;
    private int inARow;
    private boolean hasPassedOver;

    /** Returns whose turn it is, as an index. */
    int next(ReadyTasks ready) {
        boolean goesOn = ready.last() >= 0;
        hasPassedOver = goesOn && inARow >= PATIENCE;
        return goesOn && !hasPassedOver ? ready.last() : after(ready, last);
    }

    /** Returns whether the last call of next() has passed over the task that ran last. */
    boolean hasPassedOver() {
        return hasPassedOver;
    }

    /** Returns the index of the ready task with the next higher number, or the lowest. */
    static int after(ReadyTasks ready, int task) {
        int next = -1;
        int lowest = 0;
        for (int i = 0; i < ready.size(); i++) {
            int id = ready.id(i);
            if (id < ready.id(lowest)) lowest = i;
            if (id > task && (next < 0 || id < ready.id(next))) next = i;
        }
        return next < 0 ? lowest : next;
    }

    /** Notes that a task runs. */
    void runs(int task) {
        inARow = task == last ? inARow + 1 : 0;
        last = task;
    }
}
