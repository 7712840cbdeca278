package dev.secretariat.loops;

import dev.secretariat.Worker;

/**
 * One sort: what its parts share.
 *
 * <p>How far it divides depends on who is there to help: if nobody is, not at all. If somebody is, what is
 * large is divided; and a smaller range only if there is help for it as well.
 */
abstract class Sort {
    /** Nothing smaller is divided off: it takes longer than a thief's coming. */
    static final int MIN_PIECE = 1 << 13;

    private final int minPiece;
    private final int maxPiece;

    /** A part has failed, so what the others do is of no use. */
    volatile boolean failed;

    /**
     * A sort that has not begun.
     *
     * @param minPiece how many elements make a piece worth giving away
     * @param maxPiece how many elements a piece has at most, whether or not anybody is there to help
     */
    Sort(int minPiece, int maxPiece) {
        this.minPiece = minPiece;
        this.maxPiece = maxPiece;
    }

    /** Whether it is worth while to begin with parts. */
    static boolean divides(Worker worker, int length, int minPiece) {
        worker.checkpoint();
        return length >= 2L * minPiece && worker.isHelpAvailable();
    }

    /** Whether a range to be sorted is to be divided: it is large, or somebody is there to help. */
    final boolean divides(Worker worker, int length) {
        return length >= 2L * minPiece && (length > maxPiece || worker.isHelpAvailable());
    }

    /** Whether two can work on a range, and there are two. */
    final boolean isShared(Worker worker, int length) {
        return length >= 2L * minPiece && worker.isHelpAvailable();
    }
}
