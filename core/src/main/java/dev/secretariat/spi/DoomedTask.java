package dev.secretariat.spi;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import dev.secretariat.internal.MadeTask;
import org.jspecify.annotations.Nullable;

/** A task that winds down, as one that was cancelled does, and then fails: by something that none of its steps has thrown. */
final class DoomedTask<T extends @Nullable Object> extends MadeTask implements Task<T> {
    private final Task<T> task;
    final Throwable failure;

    DoomedTask(Task<T> task, Throwable failure) {
        this.task = task;
        this.failure = failure;
    }

    /** Returns what was submitted, if the content of a cell is one of these; else that content. */
    static Object unwrap(Object content) {
        return content instanceof DoomedTask<?> doomed ? doomed.task : content;
    }

    @Override
    public Step<T> step(Worker worker) {
        throw new IllegalStateException("a task that winds down has no steps but those of onCancel()");
    }

    @Override
    public Step<?> onCancel(Worker worker) throws Exception {
        return task.onCancel(worker);
    }

    @Override
    public Object madeOf() {
        return task;
    }
}
