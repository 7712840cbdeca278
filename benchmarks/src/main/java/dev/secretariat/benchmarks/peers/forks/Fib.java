package dev.secretariat.benchmarks.peers.forks;

import dev.secretariat.Worker;
import dev.secretariat.benchmarks.peers.Peer;

/** A Fibonacci number by its definition: nothing but calls, or forks. Arguments and results are primitive. */
final class Fib extends Counting {
    private final int n;

    Fib(int n) {
        super(known(n));
        this.n = n;
    }

    /** Not by recursion. */
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
    long count(Worker worker) {
        return FibFork.fib(worker, n);
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
}
