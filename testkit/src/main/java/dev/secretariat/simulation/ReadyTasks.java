package dev.secretariat.simulation;

import dev.secretariat.TaskHandle;

/** The tasks that a {@link Chooser} chooses from, in the order in which they became ready. */
public interface ReadyTasks {
    /** Returns how many they are. */
    int size();

    /**
     * Returns the number of a task: 1 for the first that became ready in the run, and so on.
     *
     * @param index from 0 to {@link #size} - 1
     */
    int id(int index);

    /**
     * Returns the task itself.
     *
     * @param index from 0 to {@link #size} - 1
     */
    TaskHandle<?> handle(int index);

    /** Returns the index of the task that ran last; -1 if it is not ready. */
    int last();

    /**
     * Returns the index of a task.
     *
     * @return -1 if it is not ready
     */
    default int indexOf(int id) {
        for (int i = 0; i < size(); i++) {
            if (id(i) == id) return i;
        }
        return -1;
    }
}
