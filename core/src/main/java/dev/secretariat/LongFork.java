package dev.secretariat;

/**
 * A {@link Fork} from a {@code long} to a {@code long}, made by {@link Worker#fork(LongForkBody, long)}: the
 * cheapest kind. If its body captures nothing, no object is needed once it is compiled.
 *
 * <pre>{@code
 * static long fib(Worker worker, long n) throws Exception {
 *     if (n < 2) return n;
 *     LongFork left = worker.fork(Fib::fib, n - 1);
 *     long right = fib(worker, n - 2);
 *     return worker.join(left) + right;
 * }
 * }</pre>
 *
 * <p>The rules are those of {@link Fork}. It is joined by the worker that made it, and shows nothing else.
 */
public abstract class LongFork {
    /** Creates a fork; for workers, which know what kind they have made. */
    protected LongFork() {}
}
