package dev.secretariat.benchmarks.peers.forks;

import dev.secretariat.Worker;
import dev.secretariat.benchmarks.peers.Peer;

/**
 * All ways to place queens that do not threaten each other: a fork for each safe place but a row's first.
 *
 * <p>A board is four ints with a bit for each column: {@code all} of them, the {@code columns} that have a
 * queen, and those that a queen's diagonal to the {@code left} or {@code right} hits in the next row.
 */
final class Queens extends Counting {
    /** By the board's edge. */
    private static final long[] KNOWN = {
        1, 1, 0, 0, 2, 10, 4, 40, 92, 352, 724, 2_680, 14_200, 73_712, 365_596, 2_279_184, 14_772_512
    };

    private final int all;

    Queens(int edge) {
        super(known(edge));
        this.all = (1 << edge) - 1;
    }

    private static long known(int edge) {
        if (edge < 0 || edge >= KNOWN.length)
            throw new IllegalArgumentException("edge: expected up to " + (KNOWN.length - 1) + ", got " + edge);
        return KNOWN[edge];
    }

    @Override
    long count(Worker worker) {
        return QueensFork.solutions(worker, all, 0, 0, 0);
    }

    @Override
    long count(Peer peer) {
        return switch (peer) {
            case SEQUENTIAL -> plain(all, 0, 0, 0);
            case FJP_ACTION -> QueensAction.solutions(all, 0, 0, 0);
            case FJP_SURPLUS -> QueensSurplus.solutions(all, 0, 0, 0);
            default -> throw refused(peer);
        };
    }

    private static long plain(int all, int columns, int left, int right) {
        if (columns == all) return 1;
        long solutions = 0;
        for (int free = all & ~(columns | left | right); free != 0; free &= free - 1) {
            int queen = free & -free;
            solutions += plain(all, columns | queen, (left | queen) << 1, (right | queen) >>> 1);
        }
        return solutions;
    }
}
