package dev.secretariat.loops;

import dev.secretariat.Worker;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntBinaryOperator;
import java.util.function.LongBinaryOperator;

/**
 * Running totals of arrays, and of any other associative operation, by the calling worker and by those that are
 * idle meanwhile.
 *
 * <pre>{@code
 * scheduler.submit(worker -> {
 *     long[] totals = {2, 1, 0, 3};
 *     PrefixSums.accumulate(worker, totals, Long::sum); // 2, 3, 3, 6
 *     return Step.done(totals);
 * });
 * }</pre>
 *
 * <p>Each element is replaced by the combination of all up to it, from left to right. If no other worker is idle, this
 * is a plain pass over the array. Else what is left of it is shared, and the operator is called up to twice
 * as often there. As with {@link Loops}, the result is that of the plain pass if the operator is associative;
 * sums of {@code double} differ in their last digits.
 *
 * <p>An operator may be called on several threads at once, and must not block. What it writes happens-before
 * the return of the call. If it throws, what has not begun is dropped, what runs elsewhere is waited for, and
 * the exception leaves the call. If the task is asked to cancel, the call throws a CancellationException
 * between two blocks of a few microseconds. In both cases the contents of the array are undefined.
 *
 * <p>The methods throw a NullPointerException for a null argument, and an IllegalStateException where the
 * worker is not valid.
 */
public final class PrefixSums {
    private PrefixSums() {}

    /**
     * Replaces each element by the combination of all up to it.
     *
     * @param worker the worker of the running step or fork
     * @param array the elements
     * @param operator associative
     */
    public static void accumulate(Worker worker, int[] array, IntBinaryOperator operator) {
        Objects.requireNonNull(worker, "worker");
        Objects.requireNonNull(array, "array");
        Objects.requireNonNull(operator, "operator");
        Prefix.run(worker, new IntPrefix(operator), array, array.length, Prefix.MIN_PIECE);
    }

    /**
     * Replaces each element by the combination of all up to it.
     *
     * @param worker the worker of the running step or fork
     * @param array the elements
     * @param operator associative
     */
    public static void accumulate(Worker worker, long[] array, LongBinaryOperator operator) {
        Objects.requireNonNull(worker, "worker");
        Objects.requireNonNull(array, "array");
        Objects.requireNonNull(operator, "operator");
        Prefix.run(worker, new LongPrefix(operator), array, array.length, Prefix.MIN_PIECE);
    }

    /**
     * Replaces each element by the combination of all up to it.
     *
     * @param worker the worker of the running step or fork
     * @param array the elements
     * @param operator associative
     */
    public static void accumulate(Worker worker, double[] array, DoubleBinaryOperator operator) {
        Objects.requireNonNull(worker, "worker");
        Objects.requireNonNull(array, "array");
        Objects.requireNonNull(operator, "operator");
        Prefix.run(worker, new DoublePrefix(operator), array, array.length, Prefix.MIN_PIECE);
    }

    /**
     * Replaces each element by the combination of all up to it.
     *
     * @param worker the worker of the running step or fork
     * @param array the elements
     * @param operator associative
     */
    public static <T> void accumulate(Worker worker, T[] array, BinaryOperator<T> operator) {
        Objects.requireNonNull(worker, "worker");
        Objects.requireNonNull(array, "array");
        Objects.requireNonNull(operator, "operator");
        Prefix.run(worker, new ObjectPrefix<>(operator), array, array.length, Prefix.MIN_PIECE);
    }
}
