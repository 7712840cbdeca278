package dev.secretariat;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link Task#map}. */
record MappedTask<T extends @Nullable Object, U extends @Nullable Object>(
        Task<T> task, Function<? super T, ? extends U> change) implements Task<U> {
    @Override
    public Step<U> step(Worker worker) throws Exception {
        Step<T> step = Step.nonNull(task.step(worker), worker);
        return step.isDone() ? Step.done(change.apply(step.value())) : step.pending();
    }

    @Override
    public Step<?> onCancel(Worker worker) throws Exception {
        return task.onCancel(worker);
    }
}
