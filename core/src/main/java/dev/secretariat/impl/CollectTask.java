package dev.secretariat.impl;

import dev.secretariat.Outcome;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.internal.Throwables;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/** {@link dev.secretariat.Tasks#collect} and {@link dev.secretariat.Tasks#all}: all succeed, or the first failure counts. */
public final class CollectTask<T extends @Nullable Object, R extends @Nullable Object> extends PartsTask<T, R> {
    private final Gathering<T, R> gathering;
    private final String how;

    /** Of the part that failed first, or of the gathering. */
    private @Nullable Throwable failure;

    private CollectTask(Task<? extends T>[] tasks, Gathering<T, R> gathering, String how) {
        super(tasks);
        this.gathering = gathering;
        this.how = how;
    }

    /** Returns a task for all results, in the order of the tasks, which are not copied. */
    public static <T extends @Nullable Object> Task<List<T>> all(Task<? extends T>[] tasks) {
        return new CollectTask<T, List<T>>(tasks, new InOrder<>(), "all");
    }

    /** Returns a task for all results, in the order in which they come. */
    public static <T extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object> Task<R> collect(
            Task<? extends T>[] tasks, Collector<? super T, A, ? extends R> collector) {
        return new CollectTask<T, R>(tasks, new AsTheyCome<T, A, R>(collector), "collect");
    }

    @Override
    void take(TaskHandle<? extends T> ended) {
        Outcome<? extends T> outcome = ended.outcome();
        if (outcome instanceof Outcome.Failed<? extends T> failed) {
            fail(failed.cause());
        } else if (failure == null && outcome instanceof Outcome.Succeeded<? extends T> succeeded) {
            try {
                gathering.add(succeeded.value());
            } catch (Throwable thrown) {
                fail(thrown);
            }
        } else if (failure == null && refusal == null) { // cancelled by somebody else
            fail(new CancellationException(ended + " was cancelled"));
        }
    }

    private void fail(Throwable thrown) {
        if (failure == null) failure = thrown;
        else Throwables.suppress(failure, thrown);
        decide();
    }

    @Override
    R result() {
        if (refusal != null) {
            if (failure != null) Throwables.suppress(refusal, failure);
            throw Throwables.unchecked(refusal);
        }
        if (failure != null) throw Throwables.unchecked(failure);
        return gathering.result(parts);
    }

    @Override
    public String how() {
        return how;
    }

    /** How the results are put together; used by the task's steps only. */
    private interface Gathering<T extends @Nullable Object, R extends @Nullable Object> {
        void add(T value);

        R result(Parts<T> ended);
    }

    private static final class InOrder<T extends @Nullable Object> implements Gathering<T, List<T>> {
        @Override
        public void add(T value) {}

        @Override
        public List<T> result(Parts<T> ended) {
            List<T> results = new ArrayList<>(ended.size());
            for (int i = 0; i < ended.size(); i++) results.add(ended.get(i).result());
            return Collections.unmodifiableList(results);
        }
    }

    private static final class AsTheyCome<
                    T extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object>
            implements Gathering<T, R> {
        private final Collector<? super T, A, ? extends R> collector;
        private final BiConsumer<A, ? super T> accumulator;
        private final A container;

        AsTheyCome(Collector<? super T, A, ? extends R> collector) {
            this.collector = collector;
            this.accumulator = collector.accumulator();
            this.container = collector.supplier().get();
        }

        @Override
        public void add(T value) {
            accumulator.accept(container, value);
        }

        @Override
        public R result(Parts<T> ended) {
            return collector.finisher().apply(container);
        }
    }
}
