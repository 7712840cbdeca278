package dev.secretariat.loops;

import dev.secretariat.Worker;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One loop: what its parts share, and how a part makes its result, from left to right. */
final class RangeLoop<R extends @Nullable Object> {
    /** The result of a loop that has none. */
    private static final Object NOTHING = new Object();

    private final RangeFunction<R> first;
    private final Continuation<R> next;
    private final BinaryOperator<R> combiner;

    /** A part has failed, so what the others do is of no use. */
    volatile boolean failed;

    private RangeLoop(RangeFunction<R> first, Continuation<R> next, BinaryOperator<R> combiner) {
        this.first = first;
        this.next = next;
        this.combiner = combiner;
    }

    /** What becomes of a part's result with its next block. */
    private interface Continuation<R extends @Nullable Object> {
        R apply(R before, long low, long high);
    }

    /** Returns a loop without a result. */
    static RangeLoop<Object> of(RangeAction action) {
        return reducing(
                (low, high) -> {
                    action.run(low, high);
                    return NOTHING;
                },
                (left, right) -> NOTHING);
    }

    private static <R extends @Nullable Object> RangeLoop<R> reducing(
            RangeFunction<R> body, BinaryOperator<R> combiner) {
        return new RangeLoop<>(body, (before, low, high) -> combiner.apply(before, body.apply(low, high)), combiner);
    }

    static void run(Worker worker, long from, long to, RangeAction action) {
        if (begins(worker, from, to)) of(action).run(worker, from, to);
    }

    static <R extends @Nullable Object> R run(
            Worker worker, long from, long to, R empty, RangeFunction<R> body, BinaryOperator<R> combiner) {
        return begins(worker, from, to) ? reducing(body, combiner).run(worker, from, to) : empty;
    }

    /** Collects into a container for each part, or into one where there is none. */
    static <A> A collect(
            Worker worker,
            long from,
            long to,
            Supplier<? extends A> container,
            RangeAccumulator<? super A> accumulator,
            BinaryOperator<A> combiner) {
        if (!begins(worker, from, to)) return container.get();
        Continuation<A> next = (before, low, high) -> {
            accumulator.add(before, low, high);
            return before;
        };
        RangeFunction<A> first = (low, high) -> next.apply(container.get(), low, high);
        return new RangeLoop<>(first, next, combiner).run(worker, from, to);
    }

    /** Refuses what is wrong; false if the range is empty. */
    private static boolean begins(Worker worker, long from, long to) {
        Objects.requireNonNull(worker, "worker");
        if (from > to) throw new IllegalArgumentException("the range ends before it begins: " + from + " to " + to);
        if (to - from < 0) throw new IllegalArgumentException("the range is too long: " + from + " to " + to);
        if (worker.isCancelled()) worker.checkpoint(); // refuses a worker that is not valid, too
        return from < to;
    }

    private R run(Worker worker, long from, long to) {
        return new RangeFork<>(this, from, to).run(worker);
    }

    // ---- For its parts ----

    /** Returns the result of a part's first block. */
    R first(long low, long high) {
        return first.apply(low, high);
    }

    /** Returns the result of a part with its next block. */
    R next(R before, long low, long high) {
        return next.apply(before, low, high);
    }

    /** Returns the result of a part with what comes just to its right. */
    R combine(R left, R right) {
        return combiner.apply(left, right);
    }
}
