package dev.secretariat.benchmarks.peers.forks;

import dev.secretariat.Fork;
import dev.secretariat.Worker;
import org.jspecify.annotations.Nullable;

final class MergesortFork extends Fork<@Nullable Void> {
    private final SortRange range;

    private MergesortFork(SortRange range) {
        this.range = range;
    }

    @Override
    public @Nullable Void run(Worker worker) {
        sort(worker, range);
        return null;
    }

    static void sort(Worker worker, SortRange range) {
        if (range.isSmall()) {
            range.sort();
            return;
        }
        MergesortFork first = new MergesortFork(range.firstHalf());
        worker.fork(first);
        sort(worker, range.secondHalf());
        first.join(worker);
        MergeFork.merge(worker, range.merge());
    }
}
