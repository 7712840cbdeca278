package dev.secretariat.loops;

import dev.secretariat.Worker;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Objects;

/**
 * Sorting, by the calling worker and by those that are idle meanwhile.
 *
 * <pre>{@code
 * scheduler.submit(worker -> {
 *     Sorting.sort(worker, names, Comparator.naturalOrder());
 *     return Step.done();
 * });
 * }</pre>
 *
 * <p>If no other worker is idle when the call begins, it is a call of {@link java.util.Arrays#sort(int[])} or its
 * like; so it is for numbers that seem to come in a few runs, which {@code Arrays.sort} merges at once. Otherwise the
 * array is divided into pieces, which are left to {@code Arrays.sort}: numbers by a quicksort in place, objects by a merge
 * sort, which needs a second array of the same length for the time of the call. The order is that of {@code
 * Arrays.sort}; elements that a comparator calls equal keep their order.
 *
 * <p>A comparator may be called on several threads at once, and must not block. What it writes happens-before
 * the return of the call. If it throws, what has not begun is dropped, what runs elsewhere is waited for, and
 * the exception leaves the call. If the task is asked to cancel, the call throws a CancellationException
 * between two pieces. In both cases the contents of an array are undefined; a list holds what it held, or, if no other worker
 * was idle, what {@link List#sort} leaves.
 *
 * <p>The methods throw a NullPointerException for a null argument, and an IllegalStateException where the
 * worker is not valid.
 */
public final class Sorting {
    private Sorting() {}

    /** Sorts an array in ascending order. */
    public static void sort(Worker worker, int[] array) {
        Objects.requireNonNull(worker, "worker");
        Objects.requireNonNull(array, "array");
        QuickSort.run(worker, IntKernel.INSTANCE, array, array.length, Sort.MIN_PIECE);
    }

    /** Sorts an array in ascending order. */
    public static void sort(Worker worker, long[] array) {
        Objects.requireNonNull(worker, "worker");
        Objects.requireNonNull(array, "array");
        QuickSort.run(worker, LongKernel.INSTANCE, array, array.length, Sort.MIN_PIECE);
    }

    /** Sorts an array in the order of {@link Double#compare}: -0.0 before 0.0, and NaN last. */
    public static void sort(Worker worker, double[] array) {
        Objects.requireNonNull(worker, "worker");
        Objects.requireNonNull(array, "array");
        QuickSort.run(worker, DoubleKernel.INSTANCE, array, array.length, Sort.MIN_PIECE);
    }

    /**
     * Sorts an array. Equal elements keep their order.
     *
     * @param worker the worker of the running step or fork
     * @param array what to sort
     * @param comparator the order
     */
    public static <T> void sort(Worker worker, T[] array, Comparator<? super T> comparator) {
        Objects.requireNonNull(worker, "worker");
        Objects.requireNonNull(array, "array");
        Objects.requireNonNull(comparator, "comparator");
        MergeSort.run(worker, array, comparator, Sort.MIN_PIECE);
    }

    /**
     * Sorts a list. Equal elements keep their order. If another worker is idle, a copy is sorted and then written
     * back by {@link List#replaceAll}.
     *
     * @param worker the worker of the running step or fork
     * @param list what to sort; not used by anyone else meanwhile
     * @param comparator the order
     * @throws UnsupportedOperationException if the list cannot be changed
     * @throws ConcurrentModificationException if elements were added or removed meanwhile
     */
    public static <T> void sort(Worker worker, List<T> list, Comparator<? super T> comparator) {
        Objects.requireNonNull(worker, "worker");
        Objects.requireNonNull(list, "list");
        Objects.requireNonNull(comparator, "comparator");
        SortedList.sort(worker, list, comparator, Sort.MIN_PIECE);
    }
}
