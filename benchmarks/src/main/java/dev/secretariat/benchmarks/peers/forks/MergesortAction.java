package dev.secretariat.benchmarks.peers.forks;

import java.util.concurrent.RecursiveAction;

@SuppressWarnings("serial") // nobody serializes it
final class MergesortAction extends RecursiveAction {
    private final SortRange range;

    private MergesortAction(SortRange range) {
        this.range = range;
    }

    @Override
    protected void compute() {
        sort(range);
    }

    static void sort(SortRange range) {
        if (range.isSmall()) {
            range.sort();
            return;
        }
        MergesortAction first = new MergesortAction(range.firstHalf());
        first.fork();
        sort(range.secondHalf());
        first.join();
        MergeAction.merge(range.merge());
    }
}
