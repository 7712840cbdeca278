package dev.secretariat.benchmarks.peers.forks;

import java.util.concurrent.RecursiveAction;

@SuppressWarnings("serial") // nobody serializes it
final class FibSurplus extends RecursiveAction {
    private final int n;
    private long result;

    private FibSurplus(int n) {
        this.n = n;
    }

    @Override
    protected void compute() {
        result = fib(n);
    }

    static long fib(int n) {
        if (n < 2) return n;
        if (Surplus.isEnough()) return fib(n - 1) + fib(n - 2);
        FibSurplus left = new FibSurplus(n - 1);
        left.fork();
        long right = fib(n - 2);
        if (left.tryUnfork()) return fib(n - 1) + right;
        left.join();
        return left.result + right;
    }
}
