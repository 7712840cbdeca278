package dev.secretariat.loops;

import java.util.Arrays;
import java.util.Comparator;

final class ObjectKernel<T> extends SortKernel<T[]> {
    private final Comparator<? super T> comparator;

    ObjectKernel(Comparator<? super T> comparator) {
        this.comparator = comparator;
    }

    @Override
    T[] newArray(T[] like, int length) {
        return Arrays.copyOf(like, length);
    }

    @Override
    void sort(T[] array, int from, int to) {
        Arrays.sort(array, from, to, comparator);
    }

    @Override
    boolean isAfter(T[] array, int one, int other) {
        return comparator.compare(array[one], array[other]) > 0;
    }

    @Override
    int mergeWithin(T[] source, int left, int right, T[] target, int at, int end) {
        int leftAt = left;
        int rightAt = right;
        for (int i = at; i < end; i++) {
            T first = source[leftAt];
            T second = source[rightAt];
            if (comparator.compare(first, second) <= 0) {
                target[i] = first;
                leftAt++;
            } else {
                target[i] = second;
                rightAt++;
            }
        }
        return leftAt;
    }
}
