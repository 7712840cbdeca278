package dev.secretariat.benchmarks.peers.forks;

import dev.secretariat.Fork;
import dev.secretariat.Worker;
import dev.secretariat.benchmarks.peers.Peer;

/** A Fibonacci number as one writes it down: forks with boxed results, and lambdas where there may be. */
final class BoxedFib extends Counting {
    private final int n;

    BoxedFib(int n) {
        super(Fib.known(n));
        this.n = n;
    }

    @Override
    long count(Worker worker) {
        return fib(worker, n);
    }

    private static long fib(Worker worker, int n) {
        if (n < 2) return n;
        Fork<Long> left = worker.fork(other -> fib(other, n - 1));
        long right = fib(worker, n - 2);
        return left.join(worker) + right;
    }

    @Override
    long count(Peer peer) {
        return switch (peer) {
            case FJP_TASK -> FibTask.fib(n);
            case FJP_SURPLUS -> FibTaskSurplus.fib(n);
            default -> throw refused(peer);
        };
    }
}
