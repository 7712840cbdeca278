package dev.secretariat.simulation;

/** Chooses who runs next, for one run. Used by the thread that drives the simulation. */
@FunctionalInterface
public interface Chooser {
    /**
     * Chooses the task whose step comes next. Also asked when there is only one.
     *
     * @param ready those that can be chosen, at least one; valid until this method returns
     * @return the index of one of them
     */
    int task(ReadyTasks ready);

    /**
     * Chooses the worker that runs it; asked only if several are idle, after {@link #task}.
     *
     * @param idle the numbers of the idle workers, rising
     * @return the index of one of them; 0 by default
     */
    default int worker(int[] idle) {
        return 0;
    }
}
