package dev.secretariat.loops;

import java.util.function.BinaryOperator;

record ObjectPrefix<T>(BinaryOperator<T> operator) implements PrefixKernel<T[]> {
    @Override
    public void scan(T[] array, int from, int to) {
        T sum = array[from - 1];
        for (int i = from; i < to; i++) {
            sum = operator.apply(sum, array[i]);
            array[i] = sum;
        }
    }

    @Override
    public void fold(T[] array, int from, int to) {
        T sum = array[from];
        for (int i = from + 1; i < to; i++) sum = operator.apply(sum, array[i]);
        array[to - 1] = sum;
    }

    @Override
    public void combine(T[] array, int left, int at) {
        array[at] = operator.apply(array[left], array[at]);
    }
}
