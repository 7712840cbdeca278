package dev.secretariat.loops;

import dev.secretariat.Worker;

/**
 * One sort: what its parts share.
 *
 * <p>A merge sort between the array and a second one of the same length, whose large merges are divided too.
 * How far it divides depends on who is there to help: if nobody is, not at all. If somebody is, the whole
 * becomes {@value #PIECES} pieces, so that one who is slower or comes later does fewer of them; a piece is
 * divided further only if there is help for it as well.
 */
final class Sort<A> {
    private static final int PIECES = 4;

    /** Nothing smaller is divided off: it takes longer than a thief's coming. */
    static final int SMALLEST = 1 << 11;

    final SortKernel<A> kernel;
    final A array;
    final A scratch;
    final int smallest;
    private final int largest;

    /** A part has failed, so what the others do is of no use. */
    volatile boolean failed;

    private Sort(SortKernel<A> kernel, A array, int length, int smallest) {
        this.kernel = kernel;
        this.array = array;
        this.scratch = kernel.newArray(array, length);
        this.smallest = smallest;
        this.largest = length / PIECES + 1;
    }

    /** Whether it is worth while to begin with parts. */
    static boolean divides(Worker worker, int length, int smallest) {
        worker.checkpoint();
        return length >= 2L * smallest && worker.isHelpAvailable();
    }

    /**
     * Sorts a whole array.
     *
     * @param smallest how many elements make a piece worth giving away
     */
    static <A> void run(Worker worker, SortKernel<A> kernel, A array, int length, int smallest) {
        if (!divides(worker, length, smallest)) kernel.sort(array, 0, length);
        else new SortPart<>(new Sort<>(kernel, array, length, smallest), 0, length, false).run(worker);
    }

    /** Whether a range is to be divided, though nobody may be there to help. */
    boolean isLarge(int length) {
        return length > largest && length >= 2L * smallest;
    }

    /** Whether two can work on a range, and there are two. */
    boolean isShared(Worker worker, int length) {
        return length >= 2L * smallest && worker.isHelpAvailable();
    }
}
