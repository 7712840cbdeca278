package dev.secretariat.benchmarks.peers.forks;

import dev.secretariat.Fork;
import dev.secretariat.Worker;
import dev.secretariat.benchmarks.peers.Peer;
import java.util.concurrent.RecursiveAction;
import org.jspecify.annotations.Nullable;

/** A Fibonacci number by its definition: nothing but calls, or forks with primitive fields. */
final class Fib extends Counting {
    private final int n;

    Fib(int n) {
        super(known(n));
        this.n = n;
    }

    /** Returns the number, computed without recursion. */
    static long known(int n) {
        long current = 0;
        long next = 1;
        for (int i = 0; i < n; i++) {
            long sum = current + next;
            current = next;
            next = sum;
        }
        return current;
    }

    @Override
    long count(Worker worker) throws Exception {
        return FibFork.fib(worker, n);
    }

    @Override
    long countAsking(Worker worker) throws Exception {
        return FibAsking.fib(worker, n);
    }

    @Override
    long count(Peer peer) {
        return switch (peer) {
            case SEQUENTIAL -> plain(n);
            case FJP_ACTION -> FibAction.fib(n);
            case FJP_SURPLUS -> FibSurplus.fib(n);
            default -> throw refused(peer);
        };
    }

    private static long plain(int n) {
        return n < 2 ? n : plain(n - 1) + plain(n - 2);
    }

    private static final class FibFork extends Fork<@Nullable Void> {
        private final int n;
        private long result;

        private FibFork(int n) {
            this.n = n;
        }

        @Override
        public @Nullable Void run(Worker worker) throws Exception {
            result = fib(worker, n);
            return null;
        }

        static long fib(Worker worker, int n) throws Exception {
            if (n < 2) return n;
            FibFork left = new FibFork(n - 1);
            worker.fork(left);
            long right = fib(worker, n - 2);
            worker.join(left);
            return left.result + right;
        }
    }

    private static final class FibAsking extends Fork<@Nullable Void> {
        private final int n;
        private long result;

        private FibAsking(int n) {
            this.n = n;
        }

        @Override
        public @Nullable Void run(Worker worker) throws Exception {
            result = fib(worker, n);
            return null;
        }

        static long fib(Worker worker, int n) throws Exception {
            if (n < 2) return n;
            if (!worker.isForkWorthwhile()) return fib(worker, n - 1) + fib(worker, n - 2);
            FibAsking left = new FibAsking(n - 1);
            worker.fork(left);
            long right = fib(worker, n - 2);
            worker.join(left);
            return left.result + right;
        }
    }

    @SuppressWarnings("serial") // nobody serializes it
    private static final class FibAction extends RecursiveAction {
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

    @SuppressWarnings("serial") // nobody serializes it
    private static final class FibSurplus extends RecursiveAction {
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
}
