package dev.secretariat.benchmarks.peers.forks;

import dev.secretariat.Fork;
import dev.secretariat.Worker;
import org.jspecify.annotations.Nullable;

final class LoopFork extends Fork<@Nullable Void> {
    private final Loop loop;
    private final int from;
    private final int to;
    private long result;

    private LoopFork(Loop loop, int from, int to) {
        this.loop = loop;
        this.from = from;
        this.to = to;
    }

    @Override
    public @Nullable Void run(Worker worker) {
        result = count(worker, loop, from, to);
        return null;
    }

    static long count(Worker worker, Loop loop, int from, int to) {
        if (to - from == 1) return loop.chunk(from);
        int middle = (from + to) >>> 1;
        LoopFork left = new LoopFork(loop, from, middle);
        worker.fork(left);
        long right = count(worker, loop, middle, to);
        left.join(worker);
        return left.result + right;
    }
}
