package dev.secretariat.impl;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import dev.secretariat.internal.Standing;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link Task#flatMap}: the first task, until it is done; then the second. */
public final class FlatMappedTask<T extends @Nullable Object, U extends @Nullable Object> extends SubmittedOnce<U>
        implements Frame, Standing {
    final Task<T> first;
    private final Function<? super T, ? extends Task<U>> next;
    private final Sequence<U> sequence = new Sequence<>(this);

    public FlatMappedTask(Task<T> first, Function<? super T, ? extends Task<U>> next) {
        this.first = first;
        this.next = next;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // the value of the first, null where T allows it
    Task<U> second(@Nullable Object value) {
        return Objects.requireNonNull(next.apply((T) value), "flatMap made no task");
    }

    @Override
    protected Step<U> next(Worker worker) throws Exception {
        return sequence.step(worker);
    }

    @Override
    protected Step<?> windDown(Worker worker) throws Exception {
        return sequence.windDown(worker);
    }

    @Override
    public StackTraceElement[] stack() {
        return sequence.stack();
    }

    @Override
    public Object madeOf() {
        return first;
    }

    @Override
    public String how() {
        return "flatMap";
    }
}
