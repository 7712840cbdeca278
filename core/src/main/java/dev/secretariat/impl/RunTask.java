package dev.secretariat.impl;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import dev.secretariat.internal.MadeTask;

/** {@link Task#run}: one step. Keeps no state. */
public final class RunTask extends MadeTask implements Task<Void> {
    private final Runnable runnable;

    /** A task of that work. */
    public RunTask(Runnable runnable) {
        this.runnable = runnable;
    }

    @Override
    public Step<Void> step(Worker worker) {
        runnable.run();
        return Step.done();
    }

    @Override
    public Object madeOf() {
        return runnable;
    }
}
