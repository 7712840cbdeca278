package dev.secretariat;

/** The work of a {@link Fork} that has no result, for {@link Worker#forkRun}. */
@FunctionalInterface
public interface ForkAction {
    /**
     * Does the work, perhaps on a thread other than the one that made the fork. It may itself fork and
     * join.
     *
     * @param worker who runs this body; the worker of the step around it is not valid here
     * @throws Exception thrown by the join, as it is
     */
    void run(Worker worker) throws Exception;
}
