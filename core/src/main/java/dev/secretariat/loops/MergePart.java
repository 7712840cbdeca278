package dev.secretariat.loops;

import dev.secretariat.Worker;

/**
 * Two sorted runs to be merged, block by block. Between two blocks it looks whether anybody is idle, and only
 * then divides what is left.
 */
final class MergePart<A> extends DividedFork<A> {
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
    MergePart(Sort<A> sort, boolean toScratch, int left, int leftTo, int right, int rightTo, int at) {
        super(sort);
        this.toScratch = toScratch;
        this.left = left;
        this.leftTo = leftTo;
        this.right = right;
        this.rightTo = rightTo;
        this.at = at;
    }

    private A source() {
        return toScratch ? sort.array : sort.scratch;
    }

    private A target() {
        return toScratch ? sort.scratch : sort.array;
    }

    private int rest() {
        return leftTo - left + (rightTo - right);
    }

    @Override
    void work(Worker worker) {
        Pace pace = new Pace(worker.ticker());
        while (rest() > 0 && !sort.failed) {
            worker.checkpoint();
            if (sort.isShared(worker, rest())) {
                divide(worker);
                return;
            }
            mergeBlock((int) Math.min(rest(), pace.size()));
            pace.tick();
        }
    }

    private void mergeBlock(int count) {
        int before = left;
        left = sort.kernel.merge(source(), left, leftTo, right, rightTo, target(), at, at + count);
        right += count - (left - before);
        at += count;
    }

    private void divide(Worker worker) {
        int half = rest() / 2;
        int ofLeft = sort.kernel.cut(source(), left, leftTo, right, rightTo, half);
        int leftCut = left + ofLeft;
        int rightCut = right + half - ofLeft;
        both(
                worker,
                new MergePart<>(sort, toScratch, left, leftCut, right, rightCut, at),
                new MergePart<>(sort, toScratch, leftCut, leftTo, rightCut, rightTo, at + half));
    }
}
