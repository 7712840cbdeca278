package dev.secretariat.impl;

import dev.secretariat.Task;
import java.util.List;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/** {@link dev.secretariat.Tasks#collect} and {@link dev.secretariat.Tasks#all}: all succeed, or the first failure counts. */
public final class CollectTask<T extends @Nullable Object, R extends @Nullable Object> extends PartsTask<T, R> {
    private final Gathering<T, R> gathering;
    private final String how;

    private CollectTask(Task<? extends T>[] tasks, Gathering<T, R> gathering, String how) {
        super(tasks);
        this.gathering = gathering;
        this.how = how;
    }

    /** Returns a task for all results, in the order of the tasks, which are not copied. */
    public static <T extends @Nullable Object> Task<List<T>> all(Task<? extends T>[] tasks) {
        return new CollectTask<T, List<T>>(tasks, Gathering.inOrder(tasks.length), "all");
    }

    /** Returns a task for all results, in the order in which they come. */
    public static <T extends @Nullable Object, A extends @Nullable Object, R extends @Nullable Object> Task<R> collect(
            Task<? extends T>[] tasks, Collector<? super T, A, ? extends R> collector) {
        return new CollectTask<T, R>(tasks, Gathering.asTheyCome(collector), "collect");
    }

    @Override
    void take(Parts.Part<T> ended) {
        if (gathering.take(ended.handle(), ended.index, refusal != null)) decide();
    }

    @Override
    R result() {
        return gathering.resultOr(refusal);
    }

    @Override
    public String how() {
        return how;
    }
}
