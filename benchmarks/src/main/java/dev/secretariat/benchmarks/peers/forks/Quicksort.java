package dev.secretariat.benchmarks.peers.forks;

import dev.secretariat.Fork;
import dev.secretariat.Worker;
import dev.secretariat.benchmarks.peers.Peer;
import java.util.Arrays;
import java.util.concurrent.RecursiveAction;
import org.jspecify.annotations.Nullable;

/** Quicksort with Hoare's partition. The first part is forked, and the second is sorted meanwhile. */
final class Quicksort extends Sorting {
    Quicksort(int size) {
        super(size);
    }

    /**
     * Divides a range of three or more around the median of three.
     *
     * @return where the second part begins; no number before it is greater than any from it on
     */
    static int partition(int[] array, int from, int to) {
        int pivot = median(array[from], array[(from + to) >>> 1], array[to - 1]);
        int left = from - 1;
        int right = to;
        while (true) {
            do left++;
            while (array[left] < pivot);
            do right--;
            while (array[right] > pivot);
            if (left >= right) return left;
            int swapped = array[left];
            array[left] = array[right];
            array[right] = swapped;
        }
    }

    private static int median(int a, int b, int c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    @Override
    void solve(Worker worker) throws Exception {
        QuicksortFork.sort(worker, array(), 0, array().length);
    }

    @Override
    void solve(Peer peer) {
        switch (peer) {
            case SEQUENTIAL -> plain(array(), 0, array().length);
            case FJP_ACTION -> QuicksortAction.sort(array(), 0, array().length);
            default -> super.solve(peer);
        }
    }

    private static void plain(int[] array, int from, int to) {
        if (isSmall(from, to)) {
            Arrays.sort(array, from, to);
            return;
        }
        int middle = partition(array, from, to);
        plain(array, from, middle);
        plain(array, middle, to);
    }

    private static final class QuicksortFork extends Fork<@Nullable Void> {
        private final int[] array;
        private final int from;
        private final int to;

        private QuicksortFork(int[] array, int from, int to) {
            this.array = array;
            this.from = from;
            this.to = to;
        }

        @Override
        public @Nullable Void run(Worker worker) throws Exception {
            sort(worker, array, from, to);
            return null;
        }

        static void sort(Worker worker, int[] array, int from, int to) throws Exception {
            if (Sorting.isSmall(from, to)) {
                Arrays.sort(array, from, to);
                return;
            }
            int middle = Quicksort.partition(array, from, to);
            QuicksortFork first = new QuicksortFork(array, from, middle);
            worker.fork(first);
            sort(worker, array, middle, to);
            worker.join(first);
        }
    }

    @SuppressWarnings("serial") // nobody serializes it
    private static final class QuicksortAction extends RecursiveAction {
        private final int[] array;
        private final int from;
        private final int to;

        private QuicksortAction(int[] array, int from, int to) {
            this.array = array;
            this.from = from;
            this.to = to;
        }

        @Override
        protected void compute() {
            sort(array, from, to);
        }

        static void sort(int[] array, int from, int to) {
            if (Sorting.isSmall(from, to)) {
                Arrays.sort(array, from, to);
                return;
            }
            int middle = Quicksort.partition(array, from, to);
            QuicksortAction first = new QuicksortAction(array, from, middle);
            first.fork();
            sort(array, middle, to);
            first.join();
        }
    }
}
