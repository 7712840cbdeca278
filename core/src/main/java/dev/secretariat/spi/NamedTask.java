package dev.secretariat.spi;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import org.jspecify.annotations.Nullable;

/** A task with its name, so that cells of unnamed tasks need no field for one. */
record NamedTask<T extends @Nullable Object>(String name, Task<T> task) implements Task<T> {
    @Override
    public Step<T> step(Worker worker) throws Exception {
        return task.step(worker);
    }

    @Override
    public Step<?> onCancel(Worker worker) throws Exception {
        return task.onCancel(worker);
    }
}
