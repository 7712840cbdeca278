package dev.secretariat.examples.forks.quicksort;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveAction;

/** Quicksort with java.util.concurrent, with an object for each part that is not too small to be worth one. */
final class ForkJoinSort extends RecursiveAction {
    /** The documentation of ForkJoinTask advises more than 100 and fewer than 10,000 basic steps for each. */
    static final int CUT_OFF = 500;

    private static final long serialVersionUID = 1;

    private final int[] numbers;
    private final int from;
    private final int to;

    private ForkJoinSort(int[] numbers, int from, int to) {
        this.numbers = numbers;
        this.from = from;
        this.to = to;
    }

    static void sort(int[] numbers, ForkJoinPool pool) {
        pool.invoke(new ForkJoinSort(numbers, 0, numbers.length));
    }

    @Override
    protected void compute() {
        if (to - from < CUT_OFF) {
            SequentialSort.sort(numbers, from, to);
            return;
        }
        int middle = Partition.divide(numbers, from, to);
        invokeAll(new ForkJoinSort(numbers, from, middle), new ForkJoinSort(numbers, middle, to));
    }
}
