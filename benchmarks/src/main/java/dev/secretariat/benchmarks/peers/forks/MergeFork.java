package dev.secretariat.benchmarks.peers.forks;

import dev.secretariat.Fork;
import dev.secretariat.Worker;
import org.jspecify.annotations.Nullable;

final class MergeFork extends Fork<@Nullable Void> {
    private final Merge merge;

    private MergeFork(Merge merge) {
        this.merge = merge;
    }

    @Override
    public @Nullable Void run(Worker worker) {
        merge(worker, merge);
        return null;
    }

    static void merge(Worker worker, Merge merge) {
        if (merge.isSmall()) {
            merge.run();
            return;
        }
        MergeFork first = new MergeFork(merge.firstPart());
        worker.fork(first);
        merge(worker, merge.secondPart());
        first.join(worker);
    }
}
