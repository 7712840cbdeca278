package dev.secretariat.impl;

import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import org.jspecify.annotations.Nullable;

/**
 * A task whose parts are any number of others, all running concurrently. It submits one after the other, takes them as
 * they end, and ends after all of them. Those that have been submitted end before it does, also if one is refused.
 */
abstract class PartsTask<T extends @Nullable Object, R extends @Nullable Object> extends ComposedTask<R> {
    private final Task<? extends T>[] tasks;
    final Parts<T> parts;
    private boolean isDecided;

    /** What a submission has thrown. */
    @Nullable
    Throwable refusal;

    PartsTask(Task<? extends T>[] tasks) {
        this.tasks = tasks;
        this.parts = new Parts<>(tasks.length);
    }

    /** Takes in that a part has ended. */
    abstract void take(Parts.Part<T> ended);

    /** Returns the result, when all have ended. */
    abstract R result();

    @Override
    final Step<R> advance(Worker worker) {
        for (Parts.Part<T> ended = parts.takeEnded(); ended != null; ended = ended.next) take(ended);
        if (parts.size() < tasks.length && !isDecided && submitOne(worker)) return Step.goOn();
        return parts.running() > 0 ? Step.await(parts.nextEnd()) : Step.done(result());
    }

    private boolean submitOne(Worker worker) {
        try {
            int next = parts.size();
            parts.submit(tasks[next], next, next, worker);
            return true;
        } catch (Throwable refused) {
            refusal = refused;
            decide();
            return false;
        }
    }

    /** Notes that the others need not go on. */
    final void decide() {
        if (!isDecided) parts.cancel();
        isDecided = true;
    }

    @Override
    final Step<?> endParts(Worker worker) {
        decide();
        var ignored = parts.takeEnded(); // that they have ended is all that counts
        return parts.running() > 0 ? Step.await(parts.nextEnd()) : Step.done();
    }

    @Override
    public final Object madeOf() {
        return tasks.length == 0 ? "none" : tasks[0];
    }
}
