package dev.secretariat.loops;

import dev.secretariat.Worker;

/** A range to be sorted: as one piece, or as those that are less than a pivot, and the others. */
final class QuickSortPart<A> extends DividedFork<QuickSort<A>> {
    /**
     * After so many divisions, one inside the other, a range is left to the JDK's sort, whose worst case is bounded;
     * good pivots need far fewer.
     */
    private static final int MAX_DIVISIONS = 32;

    private final int from;
    private final int to;
    private final int divisionsLeft;

    QuickSortPart(QuickSort<A> sort, int from, int to) {
        this(sort, from, to, MAX_DIVISIONS);
    }

    private QuickSortPart(QuickSort<A> sort, int from, int to, int divisionsLeft) {
        super(sort);
        this.from = from;
        this.to = to;
        this.divisionsLeft = divisionsLeft;
    }

    @Override
    void work(Worker worker) {
        worker.checkpoint();
        if (divisionsLeft == 0 || !sort.divides(worker, to - from) || !divide(worker)) {
            sort.kernel.sort(sort.array, from, to);
        }
    }

    /** Says whether it could. */
    private boolean divide(Worker worker) {
        int count = PartitionKernel.sampleCount(to - from);
        A samples = sort.kernel.samples(sort.array, from, to, count);
        int pivot = sort.kernel.pivot(samples, count);
        if (pivot < 0) return false;
        PartitionPart<A> partition = new PartitionPart<>(sort, from, to, samples, pivot);
        partition.run(worker);
        int cut = partition.cut();
        both(
                worker,
                new QuickSortPart<>(sort, from, cut, divisionsLeft - 1),
                new QuickSortPart<>(sort, cut, to, divisionsLeft - 1));
        return true;
    }
}
