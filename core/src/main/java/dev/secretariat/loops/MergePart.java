package dev.secretariat.loops;

import dev.secretariat.Worker;

/**
 * Two sorted runs to be merged, block by block. Between two blocks it asks whether another worker is idle, and only
 * then divides what is left.
 */
final class MergePart<T> extends DividedFork<MergeSort<T>> {
    private final boolean toScratch;
    private int left;
    private final int leftTo;
    private int right;
    private final int rightTo;
    private int at;

    /**
     * Two runs, in the one array or in the other.
     *
     * @param at where in the other array the merged run begins
     */
    MergePart(MergeSort<T> sort, boolean toScratch, int left, int leftTo, int right, int rightTo, int at) {
        super(sort);
        this.toScratch = toScratch;
        this.left = left;
        this.leftTo = leftTo;
        this.right = right;
        this.rightTo = rightTo;
        this.at = at;
    }

    private T[] source() {
        return toScratch ? sort.array : sort.scratch;
    }

    private T[] target() {
        return toScratch ? sort.scratch : sort.array;
    }

    private int rest() {
        return leftTo - left + (rightTo - right);
    }

    @Override
    void work(Worker worker) {
        if (copyIfApart()) return;
        BlockSize blockSize = new BlockSize(worker.ticker());
        while (rest() > 0 && !sort.failed) {
            worker.checkpoint();
            if (sort.isShared(worker, rest())) {
                divide(worker);
                return;
            }
            mergeBlock((int) Math.min(rest(), blockSize.current()));
            blockSize.adjust();
        }
    }

    /** Copies the runs if they do not overlap, as in what was sorted before: then there is nothing to merge. */
    private boolean copyIfApart() {
        if (sort.isInOrder(source(), left, leftTo, right, rightTo)) {
            System.arraycopy(source(), left, target(), at, leftTo - left);
            System.arraycopy(source(), right, target(), at + leftTo - left, rightTo - right);
            return true;
        }
        if (!sort.isReversed(source(), left, rightTo)) return false;
        System.arraycopy(source(), right, target(), at, rightTo - right);
        System.arraycopy(source(), left, target(), at + rightTo - right, leftTo - left);
        return true;
    }

    private void mergeBlock(int count) {
        int before = left;
        left = sort.merge(source(), left, leftTo, right, rightTo, target(), at, at + count);
        right += count - (left - before);
        at += count;
    }

    private void divide(Worker worker) {
        int half = rest() / 2;
        int ofLeft = sort.cut(source(), left, leftTo, right, rightTo, half);
        int leftCut = left + ofLeft;
        int rightCut = right + half - ofLeft;
        both(
                worker,
                new MergePart<>(sort, toScratch, left, leftCut, right, rightCut, at),
                new MergePart<>(sort, toScratch, leftCut, leftTo, rightCut, rightTo, at + half));
    }
}
