package dev.secretariat.loops;

import java.util.function.DoubleBinaryOperator;

record DoublePrefix(DoubleBinaryOperator operator) implements PrefixKernel<double[]> {
    @Override
    public void scan(double[] array, int from, int to) {
        double sum = array[from - 1];
        for (int i = from; i < to; i++) {
            sum = operator.applyAsDouble(sum, array[i]);
            array[i] = sum;
        }
    }

    @Override
    public void fold(double[] array, int from, int to) {
        double sum = array[from];
        for (int i = from + 1; i < to; i++) sum = operator.applyAsDouble(sum, array[i]);
        array[to - 1] = sum;
    }

    @Override
    public void combine(double[] array, int left, int at) {
        array[at] = operator.applyAsDouble(array[left], array[at]);
    }
}
