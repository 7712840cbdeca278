package dev.secretariat.loops;

import dev.secretariat.Worker;
import java.util.Objects;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** One loop: what its parts share. */
final class RangeLoop<R extends @Nullable Object> {
    /** The result of a loop that has none. */
    private static final Object NOTHING = new Object();

    final RangeFunction<R> body;
    final BinaryOperator<R> combiner;

    /** A part has failed, so what the others do is of no use. */
    volatile boolean failed;

    private RangeLoop(RangeFunction<R> body, BinaryOperator<R> combiner) {
        this.body = body;
        this.combiner = combiner;
    }

    /** A loop without a result. */
    static RangeLoop<Object> of(RangeAction action) {
        return new RangeLoop<>(
                (low, high) -> {
                    action.run(low, high);
                    return NOTHING;
                },
                (left, right) -> NOTHING);
    }

    static void run(Worker worker, long from, long to, RangeAction action) {
        of(action).run(worker, from, to, NOTHING);
    }

    static <R extends @Nullable Object> R run(
            Worker worker, long from, long to, R empty, RangeFunction<R> body, BinaryOperator<R> combiner) {
        return new RangeLoop<>(body, combiner).run(worker, from, to, empty);
    }

    R run(Worker worker, long from, long to, R empty) {
        Objects.requireNonNull(worker, "worker");
        if (from > to) throw new IllegalArgumentException("the range ends before it begins: " + from + " to " + to);
        if (to - from < 0) throw new IllegalArgumentException("the range is too long: " + from + " to " + to);
        if (worker.isCancelled()) worker.checkpoint(); // refuses a worker that is not valid, too
        if (from == to) return empty;
        return new RangeFork<>(this, from, to).run(worker);
    }
}
