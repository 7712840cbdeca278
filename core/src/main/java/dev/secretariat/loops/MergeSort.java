package dev.secretariat.loops;

import dev.secretariat.Worker;
import java.util.Arrays;
import java.util.Comparator;

/**
 * A sort that keeps the order of equals: a merge sort between the array and a second one of the same length,
 * whose large merges are divided too.
 */
final class MergeSort<T> extends Sort {
    /** More than two, so that a worker that is slower or comes later does fewer of them. */
    private static final int PIECES = 4;

    final T[] array;
    final T[] scratch;
    private final Comparator<? super T> comparator;

    private MergeSort(T[] array, Comparator<? super T> comparator, int minPiece) {
        super(minPiece, array.length / PIECES + 1);
        this.array = array;
        this.scratch = array.clone();
        this.comparator = comparator;
    }

    /**
     * Sorts a whole array.
     *
     * @param minPiece how many elements make a piece worth giving away
     */
    static <T> void run(Worker worker, T[] array, Comparator<? super T> comparator, int minPiece) {
        if (!divides(worker, array.length, minPiece)) {
            Arrays.sort(array, comparator);
        } else {
            new MergeSortPart<>(new MergeSort<>(array, comparator, minPiece), 0, array.length, false).run(worker);
        }
    }

    void sort(int from, int to) {
        Arrays.sort(array, from, to, comparator);
    }

    /**
     * Merges the beginnings of two runs.
     *
     * @param left where the rest of the left run begins, whose elements go first among equals
     * @param right where the rest of the right run begins
     * @param at where in the target the next merged element goes
     * @param end where to stop
     * @return where the rest of the left run begins then; the other elements came from the right one
     */
    int merge(T[] source, int left, int leftTo, int right, int rightTo, T[] target, int at, int end) {
        int leftAt = left;
        int rightAt = right;
        int next = at;
        while (next < end && leftAt < leftTo && rightAt < rightTo) {
            if (isAfter(source[leftAt], source[rightAt])) target[next++] = source[rightAt++];
            else target[next++] = source[leftAt++];
        }
        int rest = end - next;
        if (leftAt == leftTo) {
            System.arraycopy(source, rightAt, target, next, rest);
            return leftAt;
        }
        System.arraycopy(source, leftAt, target, next, rest);
        return leftAt + rest;
    }

    /** Returns whether all of the first run comes before all of the second, or one of them is empty. */
    boolean isInOrder(T[] source, int left, int leftTo, int right, int rightTo) {
        return left == leftTo || right == rightTo || !isAfter(source[leftTo - 1], source[right]);
    }

    /** Returns whether all of the second run comes before all of the first, and equals nothing in it. */
    boolean isReversed(T[] source, int left, int rightTo) {
        return isAfter(source[left], source[rightTo - 1]);
    }

    /**
     * Returns where to cut two runs in two, so that all merged elements of the first parts come before those of the
     * second ones.
     *
     * @param count how many elements the first parts have in all
     * @return how many of them are the left run's
     */
    int cut(T[] source, int left, int leftTo, int right, int rightTo, int count) {
        int low = Math.max(0, count - (rightTo - right));
        int high = Math.min(count, leftTo - left);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isAfter(source[left + middle], source[right + count - middle - 1])) high = middle;
            else low = middle + 1;
        }
        return low;
    }

    private boolean isAfter(T one, T other) {
        return comparator.compare(one, other) > 0;
    }
}
