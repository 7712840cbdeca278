package dev.secretariat.benchmarks.peers.forks;

import dev.secretariat.Fork;
import dev.secretariat.Worker;
import dev.secretariat.benchmarks.peers.Peer;
import java.util.concurrent.RecursiveAction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A loop over chunks of work, each of which counts something; the range is halved down to single chunks. */
abstract class Loop extends Counting {
    private final int chunks;

    Loop(int chunks, long known) {
        super(known);
        this.chunks = chunks;
    }

    /** Does the work of a chunk, and returns what it has counted. Thread-safe. */
    abstract long chunk(int index);

    @Override
    final long count(Worker worker) throws Exception {
        return LoopFork.count(worker, this, 0, chunks);
    }

    @Override
    final long count(Peer peer) {
        return switch (peer) {
            case SEQUENTIAL -> plain();
            case FJP_ACTION -> LoopAction.count(this, 0, chunks);
            case FJP_SURPLUS -> LoopSurplus.count(this, 0, chunks);
            case STREAM ->
                IntStream.range(0, chunks).parallel().mapToLong(this::chunk).sum();
            default -> throw refused(peer);
        };
    }

    private long plain() {
        long count = 0;
        for (int i = 0; i < chunks; i++) count += chunk(i);
        return count;
    }

    private static final class LoopFork extends Fork<@Nullable Void> {
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
        public @Nullable Void run(Worker worker) throws Exception {
            result = count(worker, loop, from, to);
            return null;
        }

        static long count(Worker worker, Loop loop, int from, int to) throws Exception {
            if (to - from == 1) return loop.chunk(from);
            int middle = (from + to) >>> 1;
            LoopFork left = new LoopFork(loop, from, middle);
            worker.fork(left);
            long right = count(worker, loop, middle, to);
            worker.join(left);
            return left.result + right;
        }
    }

    @SuppressWarnings("serial") // nobody serializes it
    private static final class LoopAction extends RecursiveAction {
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

    @SuppressWarnings("serial") // nobody serializes it
    private static final class LoopSurplus extends RecursiveAction {
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
}
