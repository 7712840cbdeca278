package dev.secretariat.benchmarks.peers.forks;

import dev.secretariat.Fork;
import dev.secretariat.Worker;
import dev.secretariat.benchmarks.peers.Peer;
import java.util.concurrent.RecursiveTask;

/** A Fibonacci number as one writes it first: forks with boxed results, and lambdas where possible. */
final class BoxedFib extends Counting {
    private final int n;

    BoxedFib(int n) {
        super(Fib.known(n));
        this.n = n;
    }

    @Override
    long count(Worker worker) throws Exception {
        return fib(worker, n);
    }

    private static long fib(Worker worker, int n) throws Exception {
        if (n < 2) return n;
        Fork<Long> left = worker.fork(other -> fib(other, n - 1));
        long right = fib(worker, n - 2);
        return worker.join(left) + right;
    }

    @Override
    long count(Peer peer) {
        return switch (peer) {
            case FJP_TASK -> FibTask.fib(n);
            case FJP_SURPLUS -> FibTaskSurplus.fib(n);
            default -> throw refused(peer);
        };
    }

    @SuppressWarnings("serial") // nobody serializes it
    private static final class FibTask extends RecursiveTask<Long> {
        private final int n;

        private FibTask(int n) {
            this.n = n;
        }

        @Override
        protected Long compute() {
            return fib(n);
        }

        static long fib(int n) {
            if (n < 2) return n;
            FibTask left = new FibTask(n - 1);
            left.fork();
            long right = fib(n - 2);
            return left.join() + right;
        }
    }

    @SuppressWarnings("serial") // nobody serializes it
    private static final class FibTaskSurplus extends RecursiveTask<Long> {
        private final int n;

        private FibTaskSurplus(int n) {
            this.n = n;
        }

        @Override
        protected Long compute() {
            return fib(n);
        }

        static long fib(int n) {
            if (n < 2) return n;
            if (Surplus.isEnough()) return fib(n - 1) + fib(n - 2);
            FibTaskSurplus left = new FibTaskSurplus(n - 1);
            left.fork();
            long right = fib(n - 2);
            return (left.tryUnfork() ? fib(n - 1) : left.join()) + right;
        }
    }
}
