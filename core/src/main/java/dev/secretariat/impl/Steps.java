package dev.secretariat.impl;

import dev.secretariat.Step;
import dev.secretariat.Worker;
import org.jspecify.annotations.Nullable;

/** For tasks that run others' steps. */
public final class Steps {
    private Steps() {}

    /** Refuses a step that is null, by the name of the task. */
    public static <T extends @Nullable Object> Step<T> nonNull(@Nullable Step<T> step, Worker worker) {
        if (step != null) return step;
        throw new NullPointerException("a part of task '"
                + worker.task().name()
                + "' returned null as its step; return Step.done() to end it");
    }
}
