package dev.secretariat;

import org.jspecify.annotations.Nullable;

/**
 * A piece of a computation that was set aside inside one step and may run elsewhere meanwhile: divide
 * and conquer.
 *
 * <pre>{@code
 * static long fib(Worker worker, int n) throws Exception {
 *     if (n < 2) return n;
 *     Fork<Long> left = worker.fork(w -> fib(w, n - 1));
 *     long right = fib(worker, n - 2);
 *     return worker.join(left) + right;
 * }
 * }</pre>
 *
 * <p>A fork that no other worker takes runs at its join and costs little more than a call, so there is no cut-off
 * to choose. On a parallel scheduler, idle workers take the oldest pending forks. What the caller wrote before
 * it forked happens-before the body, and what the body wrote happens-before the return of {@link Worker#join(Fork) join}.
 * Where boxing the result matters, extend this class, keep argument and result in fields, and hand it to
 * {@link Worker#fork(Fork)}; or see {@link LongFork}.
 *
 * <p>While {@code join} waits for a fork that another worker runs, the calling thread runs forks of that
 * fork, then blocks. Bodies must not wait for one another by other means.
 *
 * <p>Every fork is joined once, on the worker that made it, before the step or fork body that made it
 * returns; otherwise an IllegalStateException fails the task. Joining in the reverse order of forking is
 * fast; any other order works. What a body throws, a checked exception too, is thrown by its join as it is, whoever
 * ran it. If a computation throws, its forks that have not started are cancelled.
 *
 * @param <T> the type of the result
 */
public abstract class Fork<T extends @Nullable Object> {
    /** Creates a fork; for subclasses that keep argument and result in fields. */
    protected Fork() {}

    /**
     * Does the work, perhaps on a thread other than the one that made the fork. It may itself fork and
     * join. Called by workers only.
     *
     * @param worker who runs this body; the worker of the step around it is not valid here
     * @throws Exception thrown by the join, as it is
     */
    public abstract T run(Worker worker) throws Exception;
}
