package dev.secretariat.loops;

import java.util.Arrays;

final class DoubleKernel extends PartitionKernel<double[]> {
    static final DoubleKernel INSTANCE = new DoubleKernel();

    private DoubleKernel() {}

    @Override
    void sort(double[] array, int from, int to) {
        Arrays.sort(array, from, to);
    }

    @Override
    double[] samples(double[] array, int from, int to, int count) {
        double[] samples = new double[count];
        int distance = (to - from) / count;
        for (int i = 0; i < count; i++) samples[i] = array[from + i * distance];
        return samples;
    }

    @Override
    boolean isLess(double[] array, int one, int other) {
        return array[one] < array[other];
    }

    @Override
    int partition(double[] array, int cut, int at, int end, double[] samples, int pivot) {
        double middle = samples[pivot];
        int next = cut;
        for (int i = at; i < end; i++) {
            double element = array[i];
            array[i] = array[next];
            array[next] = element;
            next += element < middle ? 1 : 0; // no branch: it would be unpredictable
        }
        return next;
    }

    @Override
    void swap(double[] array, int one, int other, int count) {
        for (int i = 0; i < count; i++) {
            double element = array[one + i];
            array[one + i] = array[other + i];
            array[other + i] = element;
        }
    }
}
