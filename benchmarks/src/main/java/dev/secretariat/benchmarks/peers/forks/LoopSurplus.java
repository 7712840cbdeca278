package dev.secretariat.benchmarks.peers.forks;

import java.util.concurrent.RecursiveAction;

@SuppressWarnings("serial") // nobody serializes it
final class LoopSurplus extends RecursiveAction {
    private final Loop loop;
    private final int from;
    private final int to;
    private long result;

    private LoopSurplus(Loop loop, int from, int to) {
        this.loop = loop;
        this.from = from;
        this.to = to;
    }

    @Override
    protected void compute() {
        result = count(loop, from, to);
    }

    static long count(Loop loop, int from, int to) {
        if (to - from == 1) return loop.chunk(from);
        int middle = (from + to) >>> 1;
        if (Surplus.isEnough()) return count(loop, from, middle) + count(loop, middle, to);
        LoopSurplus left = new LoopSurplus(loop, from, middle);
        left.fork();
        long right = count(loop, middle, to);
        if (left.tryUnfork()) return count(loop, from, middle) + right;
        left.join();
        return left.result + right;
    }
}
