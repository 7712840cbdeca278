package dev.secretariat;

/** The work of a {@link LongFork}: from a number to a number. */
@FunctionalInterface
public interface LongForkBody {
    /**
     * Does the work, perhaps on a thread other than the one that made the fork. It may itself fork
     * and join.
     *
     * @param worker who runs this body; the worker of the step around it is not valid here
     * @param argument what the fork was made with
     * @throws Exception thrown by the join, as it is
     */
    long run(Worker worker, long argument) throws Exception;
}
