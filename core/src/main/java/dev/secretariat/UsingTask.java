package dev.secretariat;

import dev.secretariat.internal.Throwables;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link Tasks#using}. */
final class UsingTask<R extends AutoCloseable, T extends @Nullable Object> implements Task<T> {
    private final Callable<? extends R> open;
    private final Function<? super R, ? extends Task<T>> use;
    private @Nullable R resource;
    private @Nullable Task<T> task;

    UsingTask(Callable<? extends R> open, Function<? super R, ? extends Task<T>> use) {
        this.open = open;
        this.use = use;
    }

    @Override
    public Step<T> step(Worker worker) throws Exception {
        Step<T> step;
        try {
            step = Step.nonNull(inner().step(worker), worker);
        } catch (Throwable failure) {
            boolean cancelled = failure instanceof CancellationException && worker.isCancelled();
            if (cancelled) throw failure; // onCancel() follows, and closes
            closeAfter(failure);
            throw failure;
        }
        if (step.isDone()) close();
        return step;
    }

    private Task<T> inner() throws Exception {
        Task<T> inner = task;
        if (inner == null) {
            R opened = Objects.requireNonNull(open.call(), "open returned null");
            resource = opened;
            task = inner = Objects.requireNonNull(use.apply(opened), "use made no task");
        }
        return inner;
    }

    @Override
    public Step<?> onCancel(Worker worker) throws Exception {
        if (task != null) {
            Step<?> step;
            try {
                step = Step.nonNull(task.onCancel(worker), worker);
            } catch (Throwable failure) {
                closeAfter(failure);
                throw failure;
            }
            if (!step.isDone()) return step;
        }
        close();
        return Step.done();
    }

    private void closeAfter(Throwable failure) {
        try {
            close();
        } catch (Throwable second) {
            Throwables.suppress(failure, second);
        }
    }

    /** Once. */
    private void close() throws Exception {
        R opened = resource;
        if (opened == null) return;
        resource = null;
        opened.close();
    }
}
