package dev.secretariat.benchmarks.peers.forks;

import dev.secretariat.Worker;
import dev.secretariat.benchmarks.peers.Peer;
import dev.secretariat.loops.Loops;
import java.util.stream.LongStream;

/**
 * A sum over a range, by a call of each library. An index takes two divisions, which is a few nanoseconds, and which
 * the JIT compiler cannot vectorize. A short loop is repeated, in one step and over different ranges,
 * until it has run through a million indices, so that its submission does not count.
 */
final class TightLoop extends Counting {
    private static final int INDICES = 1_000_000;

    /** Two primes, so that neither division becomes a mask. */
    private static final long FIRST_DIVISOR = 1_000_003;

    private static final long SECOND_DIVISOR = 8191;

    private final int size;
    private final int rounds;
    private final long firstDivisor;
    private final long secondDivisor;

    TightLoop(int size) {
        super(known(size, rounds(size)));
        this.size = size;
        this.rounds = rounds(size);
        this.firstDivisor =
                FIRST_DIVISOR; // a field, since the JIT compiler makes a multiplication of a division by a constant
        this.secondDivisor = SECOND_DIVISOR;
    }

    private static int rounds(int size) {
        return Math.max(1, INDICES / size);
    }

    /** Returns the sum, computed by walking along the indices, each of which is met in some of the rounds. */
    private static long known(int size, int rounds) {
        long sum = 0;
        long last = (long) size + rounds - 1; // after the last index of the last round
        for (long i = 0; i < last; i++) {
            long from = Math.max(0, i - size + 1);
            long to = Math.min(rounds - 1, i);
            sum += (to - from + 1) * (i * i % FIRST_DIVISOR * 31 % SECOND_DIVISOR);
        }
        return sum;
    }

    private long term(long index) {
        return index * index % firstDivisor * 31 % secondDivisor;
    }

    @Override
    long count(Worker worker) {
        long sum = 0;
        for (int i = 0; i < rounds; i++) sum += Loops.sum(worker, i, (long) i + size, this::term);
        return sum;
    }

    @Override
    long count(Peer peer) {
        return switch (peer) {
            case SEQUENTIAL -> plain();
            case STREAM -> streamed();
            default -> throw refused(peer);
        };
    }

    private long plain() {
        long sum = 0;
        for (int i = 0; i < rounds; i++) sum += plain(i, (long) i + size);
        return sum;
    }

    private long plain(long from, long to) {
        long sum = 0;
        for (long i = from; i < to; i++) sum += term(i);
        return sum;
    }

    private long streamed() {
        long sum = 0;
        for (int i = 0; i < rounds; i++) {
            sum += LongStream.range(i, (long) i + size)
                    .parallel()
                    .map(this::term)
                    .sum();
        }
        return sum;
    }
}
