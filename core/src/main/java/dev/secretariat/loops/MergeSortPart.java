package dev.secretariat.loops;

import dev.secretariat.Worker;

/** A range to be sorted: as one piece, or as two halves and a merge. */
final class MergeSortPart<T> extends DividedFork<MergeSort<T>> {
    private final int from;
    private final int to;

    /**
     * Whether the second array is to hold the result; its halves are then sorted into the first, and the other way
     * round.
     */
    private final boolean toScratch;

    MergeSortPart(MergeSort<T> sort, int from, int to, boolean toScratch) {
        super(sort);
        this.from = from;
        this.to = to;
        this.toScratch = toScratch;
    }

    @Override
    void work(Worker worker) {
        worker.checkpoint();
        if (sort.divides(worker, to - from)) divide(worker);
        else sortPiece();
    }

    private void divide(Worker worker) {
        int middle = (from + to) >>> 1;
        both(
                worker,
                new MergeSortPart<>(sort, from, middle, !toScratch),
                new MergeSortPart<>(sort, middle, to, !toScratch));
        new MergePart<>(sort, toScratch, from, middle, middle, to, from).run(worker);
    }

    private void sortPiece() {
        sort.sort(from, to);
        if (toScratch) System.arraycopy(sort.array, from, sort.scratch, from, to - from);
    }
}
