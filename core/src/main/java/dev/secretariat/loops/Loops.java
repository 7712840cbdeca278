package dev.secretariat.loops;

import dev.secretariat.Worker;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.LongBinaryOperator;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.function.LongToDoubleFunction;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Loops and reductions, run by the calling worker and by those that are idle meanwhile.
 *
 * <pre>{@code
 * scheduler.submit(worker -> {
 *     Loops.forEach(worker, 0, pixels.length, i -> pixels[i] = shade(i));
 *     long lit = Loops.sum(worker, 0, pixels.length, i -> pixels[i] > 0 ? 1 : 0);
 *     return Step.done(lit);
 * });
 * }</pre>
 *
 * <p>There is no cut-off to choose: a loop begins as a plain loop, and gives away half of what is left of
 * it each time it finds another worker idle. What the functions write happens-before the return of
 * the call; they may be called on several threads at once, in any order. Reductions combine from left to
 * right, so an associative operation has the same result however the range was split; sums of {@code
 * double} differ in their last digits, as addition is not associative there.
 *
 * <p>If a function throws, what has not begun is dropped, what runs elsewhere is waited for, and the
 * exception leaves the call. If the task is asked to cancel, the call throws a CancellationException
 * between two blocks of a few microseconds. Functions must not block.
 *
 * <p>The methods throw a NullPointerException for a null argument, an IllegalArgumentException for a range
 * that ends before it begins, and an IllegalStateException where the worker is not valid.
 */
public final class Loops {
    private Loops() {}

    // ---- For each ----

    /**
     * Calls an action for each index.
     *
     * @param worker the worker of the running step or fork
     * @param from the first index
     * @param to one past the last index
     * @param action what to do with an index
     */
    public static void forEach(Worker worker, int from, int to, IntConsumer action) {
        Objects.requireNonNull(action, "action");
        forEachBlock(worker, from, to, (low, high) -> {
            for (int i = (int) low, end = (int) high; i < end; i++) action.accept(i);
        });
    }

    /** Calls an action for each index of a range that an {@code int} cannot count. */
    public static void forEachLong(Worker worker, long from, long to, LongConsumer action) {
        Objects.requireNonNull(action, "action");
        forEachBlock(worker, from, to, (low, high) -> {
            for (long i = low; i < high; i++) action.accept(i);
        });
    }

    /** Calls an action for each element of an array. */
    public static <T> void forEach(Worker worker, T[] array, Consumer<? super T> action) {
        Objects.requireNonNull(array, "array");
        Objects.requireNonNull(action, "action");
        forEachBlock(worker, 0, array.length, (low, high) -> {
            for (int i = (int) low, end = (int) high; i < end; i++) action.accept(array[i]);
        });
    }

    /** Calls an action for each element of a list, which is read by {@link List#get}. */
    public static <T> void forEach(Worker worker, List<T> list, Consumer<? super T> action) {
        Objects.requireNonNull(list, "list");
        Objects.requireNonNull(action, "action");
        forEachBlock(worker, 0, list.size(), (low, high) -> {
            for (int i = (int) low, end = (int) high; i < end; i++) action.accept(list.get(i));
        });
    }

    /**
     * Calls an action for each block of a range: for loops so tight that a call for each index would cost
     * too much.
     *
     * @param worker the worker of the running step or fork
     * @param from the first index
     * @param to one past the last index
     * @param action what to do with a block
     */
    public static void forEachBlock(Worker worker, long from, long to, RangeAction action) {
        Objects.requireNonNull(action, "action");
        RangeLoop.run(worker, from, to, action);
    }

    // ---- Reductions ----

    /**
     * Combines what a function makes of each index.
     *
     * @param worker the worker of the running step or fork
     * @param from the first index
     * @param to one past the last index
     * @param empty the result for an empty range; of no other meaning
     * @param mapper what an index contributes
     * @param combiner associative
     * @return the combination, from left to right
     */
    public static <R extends @Nullable Object> R mapReduce(
            Worker worker, long from, long to, R empty, LongFunction<? extends R> mapper, BinaryOperator<R> combiner) {
        Objects.requireNonNull(mapper, "mapper");
        Objects.requireNonNull(combiner, "combiner");
        return RangeLoop.run(
                worker,
                from,
                to,
                empty,
                (low, high) -> {
                    R result = mapper.apply(low);
                    for (long i = low + 1; i < high; i++) result = combiner.apply(result, mapper.apply(i));
                    return result;
                },
                combiner);
    }

    /**
     * Combines what a function makes of each element of a list, which is read by {@link List#get}; see {@link
     * #mapReduce(Worker, long, long, Object, LongFunction, BinaryOperator)}.
     */
    public static <T, R extends @Nullable Object> R mapReduce(
            Worker worker, List<T> list, R empty, Function<? super T, ? extends R> mapper, BinaryOperator<R> combiner) {
        Objects.requireNonNull(list, "list");
        Objects.requireNonNull(mapper, "mapper");
        return mapReduce(worker, 0, list.size(), empty, i -> mapper.apply(list.get((int) i)), combiner);
    }

    /**
     * Combines what a function makes of each element of an array; see {@link #mapReduce(Worker, long, long, Object,
     * LongFunction, BinaryOperator)}.
     */
    public static <T, R extends @Nullable Object> R mapReduce(
            Worker worker, T[] array, R empty, Function<? super T, ? extends R> mapper, BinaryOperator<R> combiner) {
        Objects.requireNonNull(array, "array");
        Objects.requireNonNull(mapper, "mapper");
        return mapReduce(worker, 0, array.length, empty, i -> mapper.apply(array[(int) i]), combiner);
    }

    /**
     * Combines what a function makes of each block of a range: for reductions so tight that a call for
     * each index would cost too much. Blocks are short, so where each result is an object of some size, {@link
     * #collect} makes fewer of them.
     *
     * @param worker the worker of the running step or fork
     * @param from the first index
     * @param to one past the last index
     * @param empty the result for an empty range; of no other meaning
     * @param body what a block contributes
     * @param combiner associative
     * @return the combination, from left to right
     */
    public static <R extends @Nullable Object> R mapReduceBlocks(
            Worker worker, long from, long to, R empty, RangeFunction<R> body, BinaryOperator<R> combiner) {
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(combiner, "combiner");
        return RangeLoop.run(worker, from, to, empty, body, combiner);
    }

    /**
     * Collects what each block of a range adds to a container: a table of groups, a list, a histogram. There is one
     * container, and one more each time an idle worker begins to help.
     *
     * <pre>{@code
     * Map<City, Integer> residents = Loops.collect(
     *         worker,
     *         0,
     *         people.size(),
     *         HashMap::new,
     *         (counts, low, high) -> {
     *             for (int i = (int) low; i < high; i++) counts.merge(people.get(i).city(), 1, Integer::sum);
     *         },
     *         (left, right) -> {
     *             right.forEach((city, count) -> left.merge(city, count, Integer::sum));
     *             return left;
     *         });
     * }</pre>
     *
     * @param worker the worker of the running step or fork
     * @param from the first index
     * @param to one past the last index
     * @param container makes an empty container
     * @param accumulator adds a block; for each container, blocks come one after the other and from left to right
     * @param combiner combines a container with the one that comes just to its right, which is not used again; may
     *     return the left one
     * @return the combination, from left to right; an empty container for an empty range
     */
    public static <A> A collect(
            Worker worker,
            long from,
            long to,
            Supplier<? extends A> container,
            RangeAccumulator<? super A> accumulator,
            BinaryOperator<A> combiner) {
        Objects.requireNonNull(container, "container");
        Objects.requireNonNull(accumulator, "accumulator");
        Objects.requireNonNull(combiner, "combiner");
        return RangeLoop.collect(worker, from, to, container, accumulator, combiner);
    }

    /**
     * Collects the elements of a list, which is read by {@link List#get}; see {@link #collect(Worker, long, long,
     * Supplier, RangeAccumulator, BinaryOperator)}.
     */
    public static <T, A> A collect(
            Worker worker,
            List<T> list,
            Supplier<? extends A> container,
            BiConsumer<? super A, ? super T> accumulator,
            BinaryOperator<A> combiner) {
        Objects.requireNonNull(list, "list");
        Objects.requireNonNull(accumulator, "accumulator");
        return Loops.<A>collect(
                worker,
                0,
                list.size(),
                container,
                (part, low, high) -> {
                    for (int i = (int) low, end = (int) high; i < end; i++) accumulator.accept(part, list.get(i));
                },
                combiner);
    }

    /** Adds up what a function makes of each index; overflow wraps around, as {@code +} does. */
    public static long sum(Worker worker, long from, long to, LongUnaryOperator term) {
        Objects.requireNonNull(term, "term");
        return RangeLoop.<Long>run(
                worker,
                from,
                to,
                0L,
                (low, high) -> {
                    long sum = 0;
                    for (long i = low; i < high; i++) sum += term.applyAsLong(i);
                    return sum;
                },
                Long::sum);
    }

    /** Adds up what a function makes of each index; the last digits of the sum depend on how the range is split. */
    public static double sumToDouble(Worker worker, long from, long to, LongToDoubleFunction term) {
        return reduceToDouble(worker, from, to, 0, term, Double::sum);
    }

    /** Combines {@code long} values that a function makes of each index; see {@link #mapReduce}. */
    public static long reduce(
            Worker worker, long from, long to, long empty, LongUnaryOperator mapper, LongBinaryOperator combiner) {
        Objects.requireNonNull(mapper, "mapper");
        Objects.requireNonNull(combiner, "combiner");
        return RangeLoop.<Long>run(
                worker,
                from,
                to,
                empty,
                (low, high) -> {
                    long result = mapper.applyAsLong(low);
                    for (long i = low + 1; i < high; i++) {
                        result = combiner.applyAsLong(result, mapper.applyAsLong(i));
                    }
                    return result;
                },
                combiner::applyAsLong);
    }

    /** Combines {@code double} values that a function makes of each index; see {@link #mapReduce}. */
    public static double reduceToDouble(
            Worker worker,
            long from,
            long to,
            double empty,
            LongToDoubleFunction mapper,
            DoubleBinaryOperator combiner) {
        Objects.requireNonNull(mapper, "mapper");
        Objects.requireNonNull(combiner, "combiner");
        return RangeLoop.<Double>run(
                worker,
                from,
                to,
                empty,
                (low, high) -> {
                    double result = mapper.applyAsDouble(low);
                    for (long i = low + 1; i < high; i++) {
                        result = combiner.applyAsDouble(result, mapper.applyAsDouble(i));
                    }
                    return result;
                },
                combiner::applyAsDouble);
    }
}
