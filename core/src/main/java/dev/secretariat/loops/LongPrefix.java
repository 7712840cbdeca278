package dev.secretariat.loops;

import java.util.function.LongBinaryOperator;

record LongPrefix(LongBinaryOperator operator) implements PrefixKernel<long[]> {
    @Override
    public void scan(long[] array, int from, int to) {
        long sum = array[from - 1];
        for (int i = from; i < to; i++) {
            sum = operator.applyAsLong(sum, array[i]);
            array[i] = sum;
        }
    }

    @Override
    public void fold(long[] array, int from, int to) {
        long sum = array[from];
        for (int i = from + 1; i < to; i++) sum = operator.applyAsLong(sum, array[i]);
        array[to - 1] = sum;
    }

    @Override
    public void combine(long[] array, int left, int at) {
        array[at] = operator.applyAsLong(array[left], array[at]);
    }
}
