package dev.secretariat.impl;

import dev.secretariat.Worker;
import java.util.concurrent.Executor;

/** Blocking calls run on an executor of the user's. */
public final class ExecutorPlace implements BlockingPlace {
    private final Executor executor;
    private final CallCount count = new CallCount();

    public ExecutorPlace(Executor executor) {
        this.executor = executor;
    }

    /** Returns false: whether its threads may be others than a simulation's is up to whoever chose it. */
    @Override
    public boolean isInStep(Worker worker) {
        return false;
    }

    @Override
    public CallCount count(Worker worker) {
        return count;
    }

    /** Returns how many calls wait for a thread, and run. */
    public CallCount count() {
        return count;
    }

    @Override
    public void start(Worker worker, String name, Runnable call) {
        executor.execute(call);
    }

    @Override
    public String toString() {
        return "blocking calls on " + executor;
    }
}
