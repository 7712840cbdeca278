package dev.secretariat.loops;

import dev.secretariat.Worker;
import java.util.Objects;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** One loop: what its parts share. */
final class RangeLoop<R extends @Nullable Object> {
    /** The result of a loop that has none. */
    static final Object NOTHING = new Object();

    final RangeFunction<R> body;
    final BinaryOperator<R> combiner;

    /** A part has failed, so what the others do is of no use. */
    volatile boolean failed;

    private RangeLoop(RangeFunction<R> body, BinaryOperator<R> combiner) {
        this.body = body;
        this.combiner = combiner;
    }

    static <R extends @Nullable Object> R run(
            Worker worker, long from, long to, R empty, RangeFunction<R> body, BinaryOperator<R> combiner) {
        Objects.requireNonNull(worker, "worker");
        if (from > to) throw new IllegalArgumentException("the range ends before it begins: " + from + " to " + to);
        if (to - from < 0) throw new IllegalArgumentException("the range is too long: " + from + " to " + to);
        if (from == to) return empty;
        return new RangeFork<>(new RangeLoop<>(body, combiner), from, to).run(worker);
    }
}
