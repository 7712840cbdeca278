package dev.secretariat.benchmarks.peers.forks;

import dev.secretariat.LongFork;
import dev.secretariat.Worker;
import dev.secretariat.benchmarks.peers.Peer;

/** A Fibonacci number by forks from a number to a number. The peers do the same as in {@link Fib}. */
final class LongFib extends Counting {
    private final int n;
    private final Fib withFields;

    LongFib(int n) {
        super(Fib.known(n));
        this.n = n;
        this.withFields = new Fib(n);
    }

    @Override
    long count(Worker worker) throws Exception {
        return fib(worker, n);
    }

    private static long fib(Worker worker, long n) throws Exception {
        if (n < 2) return n;
        LongFork left = worker.fork(LongFib::fib, n - 1);
        long right = fib(worker, n - 2);
        return worker.join(left) + right;
    }

    @Override
    long countAsking(Worker worker) throws Exception {
        return fibAsking(worker, n);
    }

    private static long fibAsking(Worker worker, long n) throws Exception {
        if (n < 2) return n;
        if (!worker.isForkWorthwhile()) return fibAsking(worker, n - 1) + fibAsking(worker, n - 2);
        LongFork left = worker.fork(LongFib::fibAsking, n - 1);
        long right = fibAsking(worker, n - 2);
        return worker.join(left) + right;
    }

    @Override
    long count(Peer peer) {
        return withFields.count(peer);
    }
}
