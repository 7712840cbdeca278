package dev.secretariat.benchmarks.peers.forks;

import dev.secretariat.Fork;
import dev.secretariat.Worker;
import org.jspecify.annotations.Nullable;

final class FibFork extends Fork<@Nullable Void> {
    private final int n;
    private long result;

    private FibFork(int n) {
        this.n = n;
    }

    @Override
    public @Nullable Void run(Worker worker) {
        result = fib(worker, n);
        return null;
    }

    static long fib(Worker worker, int n) {
        if (n < 2) return n;
        FibFork left = new FibFork(n - 1);
        worker.fork(left);
        long right = fib(worker, n - 2);
        left.join(worker);
        return left.result + right;
    }
}
