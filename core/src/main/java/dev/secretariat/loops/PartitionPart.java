package dev.secretariat.loops;

import dev.secretariat.Worker;

/**
 * Brings those elements of a range to the front that are less than a pivot, block by block. Between two blocks it asks
 * whether another worker is idle, and only then divides what is left.
 */
final class PartitionPart<A> extends DividedFork<QuickSort<A>> {
    private final int to;
    private final A samples;
    private final int pivot;

    /** Where those that are not less begin; they end before {@code at}. */
    private int cut;

    private int at;

    PartitionPart(QuickSort<A> sort, int from, int to, A samples, int pivot) {
        super(sort);
        this.to = to;
        this.samples = samples;
        this.pivot = pivot;
        this.cut = from;
        this.at = from;
    }

    /** Returns where those that are not less begin. */
    int cut() {
        return cut;
    }

    @Override
    void work(Worker worker) {
        BlockSize blockSize = new BlockSize(worker.ticker());
        while (at < to && !sort.failed) {
            worker.checkpoint();
            if (sort.isShared(worker, to - at)) {
                divide(worker);
                return;
            }
            int end = at + (int) Math.min(to - at, blockSize.current());
            cut = sort.kernel.partition(sort.array, cut, at, end, samples, pivot);
            at = end;
            blockSize.adjust();
        }
    }

    private void divide(Worker worker) {
        int middle = (at + to) >>> 1;
        PartitionPart<A> first = new PartitionPart<>(sort, at, middle, samples, pivot);
        PartitionPart<A> second = new PartitionPart<>(sort, middle, to, samples, pivot);
        both(worker, first, second);
        add(first);
        add(second);
    }

    /** Adds what comes next and has been partitioned. */
    private void add(PartitionPart<A> next) {
        int less = next.cut - at;
        int count = Math.min(at - cut, less);
        sort.kernel.swap(sort.array, cut, next.cut - count, count);
        cut += less;
        at = next.to;
    }
}
