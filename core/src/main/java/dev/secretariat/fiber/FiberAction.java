package dev.secretariat.fiber;

/** What a fiber without a result does, from its beginning to its end, for {@link Fibers#run}. */
@FunctionalInterface
public interface FiberAction {
    /**
     * Does the work, and waits wherever it has to.
     *
     * @param fiber what it waits with; valid until this returns, and only on this thread
     * @throws Exception to fail the task
     */
    void run(Fiber fiber) throws Exception;
}
