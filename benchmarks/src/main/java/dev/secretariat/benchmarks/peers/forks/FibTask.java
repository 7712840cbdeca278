package dev.secretariat.benchmarks.peers.forks;

import java.util.concurrent.RecursiveTask;

@SuppressWarnings("serial") // nobody serializes it
final class FibTask extends RecursiveTask<Long> {
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
