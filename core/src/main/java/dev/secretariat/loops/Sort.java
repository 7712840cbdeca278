package dev.secretariat.loops;

import dev.secretariat.Worker;

/**
 * One sort: what its parts share.
 *
 * <p>How far it divides depends on how many workers are idle: if none is, not at all. If one is, large ranges are
 * divided; a smaller one only if there is a worker for it as well.
 */
abstract class Sort {
    /** Nothing smaller is split off: it would be done before a thief came. */
    static final int MIN_PIECE = 1 << 13;

    private final int minPiece;
    private final int maxPiece;

    /** A part has failed, so what the others do is of no use. */
    volatile boolean failed;

    /**
     * A sort that has not begun.
     *
     * @param minPiece how many elements make a piece worth giving away
     * @param maxPiece how many elements a piece has at most, whether or not a worker is idle
     */
    Sort(int minPiece, int maxPiece) {
        this.minPiece = minPiece;
        this.maxPiece = maxPiece;
    }

    /** Returns whether it pays to divide the whole at all. */
    static boolean divides(Worker worker, int length, int minPiece) {
        worker.checkpoint();
        return length >= 2L * minPiece && worker.isHelpAvailable();
    }

    /** Returns whether to divide a range that is to be sorted: it is large, or another worker is idle. */
    final boolean divides(Worker worker, int length) {
        return length >= 2L * minPiece && (length > maxPiece || worker.isHelpAvailable());
    }

    /** Returns whether a range is large enough for two workers, and another one is idle. */
    final boolean isShared(Worker worker, int length) {
        return length >= 2L * minPiece && worker.isHelpAvailable();
    }
}
