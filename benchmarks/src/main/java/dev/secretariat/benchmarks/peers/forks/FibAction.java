package dev.secretariat.benchmarks.peers.forks;

import java.util.concurrent.RecursiveAction;

@SuppressWarnings("serial") // nobody serializes it
final class FibAction extends RecursiveAction {
    private final int n;
    private long result;

    private FibAction(int n) {
        this.n = n;
    }

    @Override
    protected void compute() {
        result = fib(n);
    }

    static long fib(int n) {
        if (n < 2) return n;
        FibAction left = new FibAction(n - 1);
        left.fork();
        long right = fib(n - 2);
        left.join();
        return left.result + right;
    }
}
