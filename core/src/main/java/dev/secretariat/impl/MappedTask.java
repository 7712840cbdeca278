package dev.secretariat.impl;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import dev.secretariat.internal.MadeTask;
import dev.secretariat.internal.Standing;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@link Task#map}. Keeps no state, so it can be submitted as often as the task that it maps. A chain of
 * them is a list over the innermost task, whose steps it is as fast as, however long.
 */
public final class MappedTask<U extends @Nullable Object> extends MadeTask implements Task<U>, Frame, Standing {
    /** Not a mapped one. */
    final Task<?> root;

    /** The one whose value this changes; null if that is the root's. */
    final @Nullable MappedTask<?> inner;

    private final Function<Object, ?> change;

    @SuppressWarnings("unchecked") // called with the task's own value
    public <T extends @Nullable Object> MappedTask(Task<T> task, Function<? super T, ? extends U> change) {
        this.inner = task instanceof MappedTask<?> mapped ? mapped : null;
        this.root = inner == null ? task : inner.root;
        this.change = (Function<Object, ?>) (Function<?, ?>) change;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // the last change makes a U, null where U allows it
    public Step<U> step(Worker worker) throws Exception {
        Step<?> step = Steps.nonNull(root.step(worker), worker);
        return step.isDone() ? Step.done((U) changed(step.value())) : step.pending();
    }

    private @Nullable Object changed(@Nullable Object value) {
        Object result = value;
        if (inner == null) return change(result);
        Deque<MappedTask<?>> chain = new ArrayDeque<>();
        for (MappedTask<?> mapped = this; mapped != null; mapped = mapped.inner) chain.push(mapped);
        for (MappedTask<?> mapped : chain) result = mapped.change(result);
        return result;
    }

    @SuppressWarnings("NullAway") // null where T allows it
    @Nullable
    Object change(@Nullable Object value) {
        return change.apply(value);
    }

    @Override
    public Step<?> onCancel(Worker worker) throws Exception {
        return root.onCancel(worker);
    }

    @Override
    public StackTraceElement[] stack() {
        return Standing.of(root);
    }

    @Override
    public Object madeOf() {
        return root;
    }

    @Override
    public String how() {
        return "map";
    }
}
