package dev.secretariat.loops;

import java.util.Arrays;

final class DoubleKernel extends SortKernel<double[]> {
    static final DoubleKernel INSTANCE = new DoubleKernel();

    private DoubleKernel() {}

    @Override
    double[] newArray(double[] like, int length) {
        return new double[length];
    }

    @Override
    void sort(double[] array, int from, int to) {
        Arrays.sort(array, from, to);
    }

    @Override
    boolean isAfter(double[] array, int one, int other) {
        return Double.compare(array[one], array[other]) > 0;
    }

    @Override
    int mergeWithin(double[] source, int left, int right, double[] target, int at, int end) {
        int leftAt = left;
        int rightAt = right;
        for (int i = at; i < end; i++) {
            double first = source[leftAt];
            double second = source[rightAt];
            int step = Double.compare(first, second) <= 0 ? 1 : 0; // without a jump that nobody could foretell
            target[i] = step == 1 ? first : second;
            leftAt += step;
            rightAt += 1 - step;
        }
        return leftAt;
    }
}
