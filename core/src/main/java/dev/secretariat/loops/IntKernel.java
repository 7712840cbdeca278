package dev.secretariat.loops;

import java.util.Arrays;

final class IntKernel extends PartitionKernel<int[]> {
    static final IntKernel INSTANCE = new IntKernel();

    private IntKernel() {}

    @Override
    void sort(int[] array, int from, int to) {
        Arrays.sort(array, from, to);
    }

    @Override
    int[] samples(int[] array, int from, int to, int count) {
        int[] samples = new int[count];
        int distance = (to - from) / count;
        for (int i = 0; i < count; i++) samples[i] = array[from + i * distance];
        return samples;
    }

    @Override
    boolean isLess(int[] array, int one, int other) {
        return array[one] < array[other];
    }

    @Override
    int partition(int[] array, int cut, int at, int end, int[] samples, int pivot) {
        int middle = samples[pivot];
        int next = cut;
        for (int i = at; i < end; i++) {
            int element = array[i];
            array[i] = array[next];
            array[next] = element;
            next += element < middle ? 1 : 0; // no branch: it would be unpredictable
        }
        return next;
    }

    @Override
    void swap(int[] array, int one, int other, int count) {
        for (int i = 0; i < count; i++) {
            int element = array[one + i];
            array[one + i] = array[other + i];
            array[other + i] = element;
        }
    }
}
