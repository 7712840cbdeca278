package dev.secretariat.examples.forks.quicksort;

/** Quicksort as it stands in the textbook. */
final class SequentialSort {
    private SequentialSort() {}

    static void sort(int[] numbers, int from, int to) {
        if (to - from < 2) return;
        int middle = Partition.divide(numbers, from, to);
        sort(numbers, from, middle);
        sort(numbers, middle, to);
    }
}
