package dev.secretariat.impl;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/**
 * {@link dev.secretariat.Tasks#mapConcurrent}: each item is asked for, and a task of it made and submitted, in a piece of its own, once there is room
 * for it. Whoever ends leaves its place to the next.
 *
 * @param <A> of the items
 * @param <T> of what their tasks return
 */
public final class MapConcurrentTask<A extends @Nullable Object, T extends @Nullable Object, R extends @Nullable Object>
        extends ComposedTask<R> {
    /** More are expected only where they come. */
    private static final int FIRST_PLACES = 16;

    private final Iterable<? extends A> items;
    private final int max;
    private final Function<? super A, ? extends Task<? extends T>> function;
    private final Gathering<T, R> gathering;
    private final Parts<T> parts;

    /** Those whose places are free. */
    private final List<Parts.Part<T>> ended = new ArrayList<>();

    private @Nullable Iterator<? extends A> iterator;
    private int next; // the index of the next item
    private boolean isOver; // whether no more are asked for
    private boolean isDecided; // whether those that are left need not go on

    private MapConcurrentTask(
            Iterable<? extends A> items,
            int max,
            Function<? super A, ? extends Task<? extends T>> function,
            Gathering<T, R> gathering) {
        this.items = items;
        this.max = max;
        this.function = function;
        this.gathering = gathering;
        this.parts = new Parts<>(Math.min(max, FIRST_PLACES));
    }

    /** Returns a task for all results, in the order of the items. */
    public static <A extends @Nullable Object, T extends @Nullable Object> Task<List<T>> inOrder(
            Iterable<? extends A> items, int max, Function<? super A, ? extends Task<? extends T>> function) {
        return new MapConcurrentTask<A, T, List<T>>(items, max, function, Gathering.inOrder(FIRST_PLACES));
    }

    /** Returns a task for all results, in the order in which they come. */
    public static <
                    A extends @Nullable Object,
                    T extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            Task<R> collect(
                    Iterable<? extends A> items,
                    int max,
                    Function<? super A, ? extends Task<? extends T>> function,
                    Collector<? super T, C, ? extends R> collector) {
        return new MapConcurrentTask<A, T, R>(items, max, function, Gathering.asTheyCome(collector));
    }

    @Override
    Step<R> advance(Worker worker) {
        for (Parts.Part<T> part = parts.takeEnded(); part != null; part = part.next) {
            ended.add(part);
            if (gathering.take(part.handle(), part.index, false)) decide();
        }
        if (!isOver && parts.running() < max && submitNext(worker)) return Step.goOn();
        return parts.running() > 0 ? Step.await(parts.nextEnd()) : Step.done(gathering.resultOr(null));
    }

    private boolean submitNext(Worker worker) {
        Iterator<? extends A> rest = iterator;
        if (rest == null) iterator = rest = Objects.requireNonNull(items.iterator(), "the iterator of the items");
        isOver = !rest.hasNext();
        if (isOver) return false;
        Task<? extends T> task = Objects.requireNonNull(function.apply(rest.next()), "the function made no task");
        int place = ended.isEmpty() ? parts.size() : ended.get(ended.size() - 1).place;
        parts.submit(task, place, next++, worker);
        if (!ended.isEmpty()) ended.remove(ended.size() - 1);
        return true;
    }

    private void decide() {
        if (!isDecided) parts.cancel();
        isDecided = true;
        isOver = true;
    }

    @Override
    Step<?> endParts(Worker worker) {
        decide();
        var ignored = parts.takeEnded(); // that they have ended is all that counts
        return parts.running() > 0 ? Step.await(parts.nextEnd()) : Step.done();
    }

    @Override
    public Object madeOf() {
        return function;
    }

    @Override
    public String how() {
        return "mapConcurrent";
    }
}
