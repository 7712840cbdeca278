package dev.secretariat.benchmarks.peers.forks;

import java.util.concurrent.RecursiveAction;

@SuppressWarnings("serial") // nobody serializes it
final class LoopAction extends RecursiveAction {
    private final Loop loop;
    private final int from;
    private final int to;
    private long result;

    private LoopAction(Loop loop, int from, int to) {
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
        LoopAction left = new LoopAction(loop, from, middle);
        left.fork();
        long right = count(loop, middle, to);
        left.join();
        return left.result + right;
    }
}
