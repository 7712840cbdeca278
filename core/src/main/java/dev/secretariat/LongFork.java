package dev.secretariat;

import java.util.Objects;

/**
 * A {@link Fork} from a {@code long} to a {@code long}, made by {@link Worker#fork(LongForkBody, long)}: the
 * cheapest kind. If its body captures nothing, no object is needed once it is compiled.
 *
 * <pre>{@code
 * static long fib(Worker worker, long n) {
 *     if (n < 2) return n;
 *     LongFork left = worker.fork(Fib::fib, n - 1);
 *     long right = fib(worker, n - 2);
 *     return left.join(worker) + right;
 * }
 * }</pre>
 *
 * <p>The rules are those of {@link Fork}.
 *
 * @param body the work
 * @param argument what the body is given
 * @param index where the worker that made this fork finds it
 */
public record LongFork(LongForkBody body, long argument, int index) {
    public LongFork {
        Objects.requireNonNull(body, "body");
    }

    /**
     * Runs this fork if nobody has yet, or waits for it, and returns its result.
     *
     * @param worker the worker of the step or fork body that made this fork
     * @throws IllegalStateException if that worker has not made this fork, or has joined it already
     */
    public long join(Worker worker) {
        Objects.requireNonNull(worker, "worker");
        return worker.join(this);
    }
}
