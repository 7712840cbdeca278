package dev.secretariat.benchmarks.peers.forks;

import java.util.concurrent.RecursiveTask;

@SuppressWarnings("serial") // nobody serializes it
final class FibTaskSurplus extends RecursiveTask<Long> {
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
