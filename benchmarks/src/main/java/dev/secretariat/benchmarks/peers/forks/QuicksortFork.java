package dev.secretariat.benchmarks.peers.forks;

import dev.secretariat.Fork;
import dev.secretariat.Worker;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

final class QuicksortFork extends Fork<@Nullable Void> {
    private final int[] array;
    private final int from;
    private final int to;

    private QuicksortFork(int[] array, int from, int to) {
        this.array = array;
        this.from = from;
        this.to = to;
    }

    @Override
    public @Nullable Void run(Worker worker) {
        sort(worker, array, from, to);
        return null;
    }

    static void sort(Worker worker, int[] array, int from, int to) {
        if (Sorting.isSmall(from, to)) {
            Arrays.sort(array, from, to);
            return;
        }
        int middle = Quicksort.partition(array, from, to);
        QuicksortFork first = new QuicksortFork(array, from, middle);
        worker.fork(first);
        sort(worker, array, middle, to);
        first.join(worker);
    }
}
