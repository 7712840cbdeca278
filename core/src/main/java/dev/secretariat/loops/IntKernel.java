package dev.secretariat.loops;

import java.util.Arrays;

final class IntKernel extends SortKernel<int[]> {
    static final IntKernel INSTANCE = new IntKernel();

    private IntKernel() {}

    @Override
    int[] newArray(int[] like, int length) {
        return new int[length];
    }

    @Override
    void sort(int[] array, int from, int to) {
        Arrays.sort(array, from, to);
    }

    @Override
    boolean isAfter(int[] array, int one, int other) {
        return array[one] > array[other];
    }

    @Override
    int mergeWithin(int[] source, int left, int right, int[] target, int at, int end) {
        int leftAt = left;
        int rightAt = right;
        for (int i = at; i < end; i++) {
            int first = source[leftAt];
            int second = source[rightAt];
            int step = first <= second ? 1 : 0; // without a jump that nobody could foretell
            target[i] = step == 1 ? first : second;
            leftAt += step;
            rightAt += 1 - step;
        }
        return leftAt;
    }
}
