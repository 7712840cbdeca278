package dev.secretariat.simulation;

/** Chooses who runs next, for one run. Used by the thread that drives the simulation, or one that it waits for meanwhile. */
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
     * Chooses the worker that runs it; asked after each {@link #task}. Also asked when only one is idle.
     *
     * @param idle the numbers of the idle workers, rising, at least one
     * @return the index of one of them; 0 by default
     */
    default int worker(int[] idle) {
        return 0;
    }

    /**
     * Chooses for the program, which asks by {@link SimulationScheduler#choose}.
     *
     * @param alternatives how many there are; at least 2
     * @return a number from 0 on, below that; 0 by default
     */
    default int alternative(int alternatives) {
        return 0;
    }

    /**
     * Returns whether time passes now, to the next deadline, although tasks are ready. Asked only where a simulation has it that {@linkplain Simulation#anyTime time
     * may pass at any time}, and somebody waits for a deadline, before {@link #task}.
     *
     * @param ready those that are ready
     * @return false by default
     */
    default boolean passesTime(ReadyTasks ready) {
        return false;
    }

    /**
     * Returns whether a task never gets to run. It stays ready, but is not among those to choose from, and time passes
     * as if it were not there; so whoever waits for its end waits for ever, which is a deadlock when nothing else is
     * left. When the simulation closes, it is cancelled as soon as nothing else is left to do. Asked once for each
     * task, when it first becomes ready.
     *
     * @param task the number of the task
     * @return false by default
     */
    default boolean leavesOut(int task) {
        return false;
    }
}
