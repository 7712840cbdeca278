package dev.secretariat.benchmarks.peers.forks;

import dev.secretariat.Worker;
import dev.secretariat.benchmarks.peers.Peer;
import java.util.stream.IntStream;

/** A loop over chunks of work, each of which counts something; the range is halved down to single chunks. */
abstract class Loop extends Counting {
    private final int chunks;

    Loop(int chunks, long known) {
        super(known);
        this.chunks = chunks;
    }

    /** Works a chunk off. Thread-safe. */
    abstract long chunk(int index);

    @Override
    final long count(Worker worker) {
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
}
