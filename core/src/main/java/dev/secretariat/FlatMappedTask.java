package dev.secretariat;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link Task#flatMap}: the first task, until it is done; then the second. */
final class FlatMappedTask<T extends @Nullable Object, U extends @Nullable Object> implements Task<U> {
    private final Task<T> first;
    private final Function<? super T, ? extends Task<U>> next;
    private @Nullable Task<U> second;

    FlatMappedTask(Task<T> first, Function<? super T, ? extends Task<U>> next) {
        this.first = first;
        this.next = next;
    }

    @Override
    public Step<U> step(Worker worker) throws Exception {
        Task<U> current = second;
        if (current == null) {
            Step<T> step = Step.nonNull(first.step(worker), worker);
            if (!step.isDone()) return step.pending();
            current = Objects.requireNonNull(next.apply(step.value()), "flatMap made no task");
            second = current;
        }
        return current.step(worker);
    }

    @Override
    public Step<?> onCancel(Worker worker) throws Exception {
        Task<U> current = second;
        return current == null ? first.onCancel(worker) : current.onCancel(worker);
    }
}
