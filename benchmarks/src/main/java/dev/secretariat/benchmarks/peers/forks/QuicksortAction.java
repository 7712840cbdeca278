package dev.secretariat.benchmarks.peers.forks;

import java.util.Arrays;
import java.util.concurrent.RecursiveAction;

@SuppressWarnings("serial") // nobody serializes it
final class QuicksortAction extends RecursiveAction {
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
