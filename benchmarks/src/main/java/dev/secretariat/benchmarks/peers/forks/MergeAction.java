package dev.secretariat.benchmarks.peers.forks;

import java.util.concurrent.RecursiveAction;

@SuppressWarnings("serial") // nobody serializes it
final class MergeAction extends RecursiveAction {
    private final Merge merge;

    private MergeAction(Merge merge) {
        this.merge = merge;
    }

    @Override
    protected void compute() {
        merge(merge);
    }

    static void merge(Merge merge) {
        if (merge.isSmall()) {
            merge.run();
            return;
        }
        MergeAction first = new MergeAction(merge.firstPart());
        first.fork();
        merge(merge.secondPart());
        first.join();
    }
}
