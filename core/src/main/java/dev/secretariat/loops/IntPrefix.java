package dev.secretariat.loops;

import java.util.function.IntBinaryOperator;

record IntPrefix(IntBinaryOperator operator) implements PrefixKernel<int[]> {
    @Override
    public void scan(int[] array, int from, int to) {
        int sum = array[from - 1];
        for (int i = from; i < to; i++) {
            sum = operator.applyAsInt(sum, array[i]);
            array[i] = sum;
        }
    }

    @Override
    public void fold(int[] array, int from, int to) {
        int sum = array[from];
        for (int i = from + 1; i < to; i++) sum = operator.applyAsInt(sum, array[i]);
        array[to - 1] = sum;
    }

    @Override
    public void combine(int[] array, int left, int at) {
        array[at] = operator.applyAsInt(array[left], array[at]);
    }
}
