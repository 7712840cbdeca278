package dev.secretariat.impl;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import dev.secretariat.internal.MadeTask;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** {@link Task#call}: one step. Keeps no state. */
public final class CallTask<T extends @Nullable Object> extends MadeTask implements Task<T> {
    private final Callable<? extends T> callable;

    /** A task of that work. */
    public CallTask(Callable<? extends T> callable) {
        this.callable = callable;
    }

    @Override
    public Step<T> step(Worker worker) throws Exception {
        return Step.done(callable.call());
    }

    @Override
    public Object madeOf() {
        return callable;
    }
}
