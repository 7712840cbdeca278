package dev.secretariat.examples.forks.quicksort;

/** What all versions of quicksort have in common. */
final class Partition {
    private Partition() {}

    /**
     * Divides a range of at least two numbers: puts the smaller ones before the greater ones.
     *
     * @return where the second part begins; neither part is empty
     */
    static int divide(int[] numbers, int from, int to) {
        int pivot = median(numbers[from], numbers[(from + to - 1) >>> 1], numbers[to - 1]);
        int left = from;
        int right = to - 1;
        while (left <= right) {
            while (numbers[left] < pivot) left++;
            while (numbers[right] > pivot) right--;
            if (left <= right) swap(numbers, left++, right--);
        }
        return left;
    }

    /** Returns the median of three. In sorted numbers that is the one in the middle, which divides them best. */
    private static int median(int a, int b, int c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    private static void swap(int[] numbers, int i, int j) {
        int number = numbers[i];
        numbers[i] = numbers[j];
        numbers[j] = number;
    }
}
