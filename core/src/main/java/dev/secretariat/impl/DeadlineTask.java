package dev.secretariat.impl;

import dev.secretariat.Deadline;
import dev.secretariat.Outcome;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Tasks;
import dev.secretariat.Worker;
import dev.secretariat.internal.Throwables;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** {@link Tasks#withDeadline}. */
public final class DeadlineTask<T extends @Nullable Object> extends ComposedTask<T> {
    private final Task<T> task;
    private final Deadline deadline;
    private @Nullable TaskHandle<T> handle;
    private boolean late;

    public DeadlineTask(Task<T> task, Deadline deadline) {
        this.task = task;
        this.deadline = deadline;
    }

    @Override
    Step<T> advance(Worker worker) throws TimeoutException {
        TaskHandle<T> part = handle;
        if (part == null) {
            if (deadline.isPast()) throw late(SubmittedTask.nameOf(task), worker);
            handle = worker.submit(task);
            return Step.goOn();
        }
        if (!part.isDone()) {
            if (!deadline.isPast()) return Step.awaitAny(part, deadline);
            if (part.cancel()) late = true;
            return Step.await(part);
        }
        Outcome<T> outcome = part.outcome();
        if (outcome instanceof Outcome.Failed<T> failed) throw Throwables.unchecked(failed.cause());
        if (late && outcome instanceof Outcome.Cancelled) {
            throw late(part.name(), worker);
        }
        return Step.done(outcome.get());
    }

    private static TimeoutException late(String part, Worker worker) {
        return new TimeoutException(
                "'" + part + "', a part of task '" + worker.task().name() + "', had not ended by its deadline");
    }

    @Override
    Step<?> endParts(Worker worker) {
        TaskHandle<T> part = handle;
        if (part == null || part.isDone()) return Step.done();
        part.cancel();
        return Step.await(part);
    }

    @Override
    public Object madeOf() {
        return task;
    }

    @Override
    public String how() {
        return "withDeadline";
    }
}
