package dev.secretariat.loops;

import dev.secretariat.Worker;

/**
 * A sort of numbers, whose equals cannot be told apart: a quicksort in place, whose large partitions are
 * divided too.
 *
 * @param <A> the type of the array
 */
final class QuickSort<A> extends Sort {
    final PartitionKernel<A> kernel;
    final A array;

    private QuickSort(PartitionKernel<A> kernel, A array, int length, int minPiece) {
        // Two pieces, of which one may be somewhat larger: each further partition takes about as long as it saves.
        super(minPiece, length / 2 + length / 8);
        this.kernel = kernel;
        this.array = array;
    }

    /**
     * Sorts a whole array.
     *
     * @param minPiece how many elements make a piece worth giving away
     */
    static <A> void run(Worker worker, PartitionKernel<A> kernel, A array, int length, int minPiece) {
        if (!divides(worker, length, minPiece)) kernel.sort(array, 0, length);
        else new QuickSortPart<>(new QuickSort<>(kernel, array, length, minPiece), 0, length).run(worker);
    }
}
