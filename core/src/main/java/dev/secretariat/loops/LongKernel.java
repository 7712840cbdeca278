package dev.secretariat.loops;

import java.util.Arrays;

final class LongKernel extends SortKernel<long[]> {
    static final LongKernel INSTANCE = new LongKernel();

    private LongKernel() {}

    @Override
    long[] newArray(long[] like, int length) {
        return new long[length];
    }

    @Override
    void sort(long[] array, int from, int to) {
        Arrays.sort(array, from, to);
    }

    @Override
    boolean isAfter(long[] array, int one, int other) {
        return array[one] > array[other];
    }

    @Override
    int mergeWithin(long[] source, int left, int right, long[] target, int at, int end) {
        int leftAt = left;
        int rightAt = right;
        for (int i = at; i < end; i++) {
            long first = source[leftAt];
            long second = source[rightAt];
            int step = first <= second ? 1 : 0; // without a jump that nobody could foretell
            target[i] = step == 1 ? first : second;
            leftAt += step;
            rightAt += 1 - step;
        }
        return leftAt;
    }
}
