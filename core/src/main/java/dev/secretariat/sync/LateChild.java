package dev.secretariat.sync;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import dev.secretariat.internal.MadeTask;
import org.jspecify.annotations.Nullable;

/** Stands for a child that is forked into a scope whose children are cancelled: it ends cancelled, and none of its steps is run. */
final class LateChild<T extends @Nullable Object> extends MadeTask implements Task<T> {
    private final Task<T> task;

    LateChild(Task<T> task) {
        this.task = task;
    }

    @Override
    public Step<T> step(Worker worker) {
        boolean ignored = worker.task().cancel();
        return Step.yieldNow();
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
