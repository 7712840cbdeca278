package dev.secretariat.loops;

import dev.secretariat.Worker;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.List;

/** Sorting of lists, whose elements only they themselves can move. */
final class SortedList {
    private SortedList() {}

    static <T> void sort(Worker worker, List<T> list, Comparator<? super T> comparator, int minPiece) {
        if (!Sort.divides(worker, list.size(), minPiece)) {
            list.sort(comparator);
            return;
        }
        @SuppressWarnings("unchecked") // nothing but elements is put in
        T[] copy = (T[]) list.toArray();
        MergeSort.run(worker, copy, comparator, minPiece);
        writeBack(list, copy);
    }

    private static <T> void writeBack(List<T> list, T[] sorted) {
        if (list.size() != sorted.length)
            throw new ConcurrentModificationException("the list has been changed while it was sorted");
        int[] next = {0};
        list.replaceAll(any -> sorted[next[0]++]);
    }
}
