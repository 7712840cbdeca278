package dev.secretariat.impl;

import dev.secretariat.Outcome;
import dev.secretariat.TaskHandle;
import dev.secretariat.internal.Throwables;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/** How the results of parts are put together, or the first failure with the later ones; used by the steps of a composition only. */
abstract class Gathering<T extends @Nullable Object, R extends @Nullable Object> {
    /** Of the part that failed first, or of the gathering itself. */
    private @Nullable Throwable failure;

    /** Gathers all results in a list, in the order of their indices. */
    static <T extends @Nullable Object> Gathering<T, List<T>> inOrder(int expected) {
        return new InOrder<>(expected);
    }

    /** Gathers the results as they come. */
    static <T extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object>
            Gathering<T, R> asTheyCome(Collector<? super T, A, ? extends R> collector) {
        return new AsTheyCome<T, A, R>(collector);
    }

    /**
     * Takes in that a part has ended.
     *
     * @param index of the part
     * @param isDecided whether something else has failed, so that the parts were cancelled
     * @return whether the others need not go on
     */
    final boolean take(TaskHandle<? extends T> ended, int index, boolean isDecided) {
        Outcome<? extends T> outcome = ended.outcome();
        if (outcome instanceof Outcome.Failed<? extends T> failed) return fail(failed.cause());
        if (failure != null) return true;
        if (!(outcome instanceof Outcome.Succeeded<? extends T> succeeded)) {
            return !isDecided && fail(new CancellationException(ended + " was cancelled")); // by somebody else
        }
        try {
            add(index, succeeded.value());
            return false;
        } catch (Throwable thrown) {
            return fail(thrown);
        }
    }

    private boolean fail(Throwable thrown) {
        if (failure == null) failure = thrown;
        else Throwables.suppress(failure, thrown);
        return true;
    }

    /**
     * Returns the result, or throws the first failure.
     *
     * @param earlier what has failed before, beside the parts
     */
    final R resultOr(@Nullable Throwable earlier) {
        if (earlier != null) {
            if (failure != null) Throwables.suppress(earlier, failure);
            throw Throwables.unchecked(earlier);
        }
        if (failure != null) throw Throwables.unchecked(failure);
        return result();
    }

    abstract void add(int index, T value);

    abstract R result();

    private static final class InOrder<T extends @Nullable Object> extends Gathering<T, List<T>> {
        private final List<@Nullable T> results;

        InOrder(int expected) {
            this.results = new ArrayList<>(expected);
        }

        @Override
        void add(int index, T value) {
            while (results.size() <= index) results.add(null);
            results.set(index, value);
        }

        @Override
        @SuppressWarnings("NullAway") // each place has been filled by now
        List<T> result() {
            return Collections.unmodifiableList(results);
        }
    }

    private static final class AsTheyCome<
                    T extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object>
            extends Gathering<T, R> {
        private final Collector<? super T, A, ? extends R> collector;
        private final BiConsumer<A, ? super T> accumulator;
        private final A container;

        AsTheyCome(Collector<? super T, A, ? extends R> collector) {
            this.collector = collector;
            this.accumulator = collector.accumulator();
            this.container = collector.supplier().get();
        }

        @Override
        void add(int index, T value) {
            accumulator.accept(container, value);
        }

        @Override
        R result() {
            return collector.finisher().apply(container);
        }
    }
}
