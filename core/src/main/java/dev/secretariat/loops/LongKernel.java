package dev.secretariat.loops;

import java.util.Arrays;

final class LongKernel extends PartitionKernel<long[]> {
    static final LongKernel INSTANCE = new LongKernel();

    private LongKernel() {}

    @Override
    void sort(long[] array, int from, int to) {
        Arrays.sort(array, from, to);
    }

    @Override
    long[] samples(long[] array, int from, int to, int count) {
        long[] samples = new long[count];
        int distance = (to - from) / count;
        for (int i = 0; i < count; i++) samples[i] = array[from + i * distance];
        return samples;
    }

    @Override
    boolean isLess(long[] array, int one, int other) {
        return array[one] < array[other];
    }

    @Override
    int partition(long[] array, int cut, int at, int end, long[] samples, int pivot) {
        long middle = samples[pivot];
        int next = cut;
        for (int i = at; i < end; i++) {
            long element = array[i];
            array[i] = array[next];
            array[next] = element;
            next += element < middle ? 1 : 0; // no branch: it would be unpredictable
        }
        return next;
    }

    @Override
    void swap(long[] array, int one, int other, int count) {
        for (int i = 0; i < count; i++) {
            long element = array[one + i];
            array[one + i] = array[other + i];
            array[other + i] = element;
        }
    }
}
