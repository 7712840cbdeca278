package dev.secretariat.impl;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Tasks;
import dev.secretariat.Worker;
import dev.secretariat.internal.Standing;
import org.jspecify.annotations.Nullable;

/** {@link Tasks#windingDown}: a composition of one part, which is ended by its own {@code onCancel}. */
public final class WindingDownTask<T extends @Nullable Object> extends ComposedTask<T> implements Standing {
    private final Task<T> task;

    public WindingDownTask(Task<T> task) {
        this.task = task;
    }

    @Override
    Step<T> advance(Worker worker) throws Exception {
        return Steps.nonNull(task.step(worker), worker);
    }

    @Override
    Step<?> endParts(Worker worker) throws Exception {
        return Steps.nonNull(task.onCancel(worker), worker);
    }

    @Override
    public StackTraceElement[] stack() {
        return Standing.of(task);
    }

    @Override
    public Object madeOf() {
        return task;
    }

    @Override
    public String how() {
        return "windingDown";
    }
}
