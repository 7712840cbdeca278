package dev.secretariat.impl;

import dev.secretariat.Outcome;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Tasks;
import dev.secretariat.Worker;
import dev.secretariat.internal.Throwables;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** {@link Tasks#both}. */
public final class BothTask<A extends @Nullable Object, B extends @Nullable Object, T extends @Nullable Object>
        extends ComposedTask<T> {
    private final Task<A> one;
    private final Task<B> other;
    private final BiFunction<? super A, ? super B, ? extends T> combine;
    private @Nullable TaskHandle<A> oneHandle;
    private @Nullable TaskHandle<B> otherHandle;

    /** What the submission of the other has thrown. */
    private @Nullable Throwable refusal;

    public BothTask(Task<A> one, Task<B> other, BiFunction<? super A, ? super B, ? extends T> combine) {
        this.one = one;
        this.other = other;
        this.combine = combine;
    }

    @Override
    Step<T> advance(Worker worker) {
        TaskHandle<A> a = oneHandle;
        if (a == null) {
            oneHandle = worker.submit(one);
            return Step.goOn();
        }
        if (refusal != null) return endRefused(a, refusal);
        TaskHandle<B> b = otherHandle;
        if (b == null) {
            try {
                otherHandle = worker.submit(other);
                return Step.goOn();
            } catch (Throwable refused) {
                a.cancel();
                refusal = refused;
                return endRefused(a, refused);
            }
        }

        if (!a.isDone() && !b.isDone()) return Step.awaitAny(a, b);
        if (!a.isDone()) return waitFor(a, b);
        if (!b.isDone()) return waitFor(b, a);

        Throwable failure = failureOf(a);
        Throwable second = failureOf(b);
        if (failure == null) failure = second;
        else if (second != null) Throwables.suppress(failure, second);
        if (failure != null) throw Throwables.unchecked(failure);
        return Step.done(combine.apply(a.result(), b.result()));
    }

    /** Fails, but not before the one part ends, which has been submitted. */
    private Step<T> endRefused(TaskHandle<A> submitted, Throwable refused) {
        if (!submitted.isDone()) return Step.await(submitted);
        Throwable second = failureOf(submitted);
        if (second != null) Throwables.suppress(refused, second);
        throw Throwables.unchecked(refused);
    }

    private Step<T> waitFor(TaskHandle<?> running, TaskHandle<?> ended) {
        if (!(ended.outcome() instanceof Outcome.Succeeded)) running.cancel();
        return Step.await(running);
    }

    private static @Nullable Throwable failureOf(TaskHandle<?> handle) {
        return handle.outcome() instanceof Outcome.Failed<?> failed ? failed.cause() : null;
    }

    @Override
    Step<?> endParts(Worker worker) {
        if (oneHandle != null) oneHandle.cancel();
        if (otherHandle != null) otherHandle.cancel();
        if (oneHandle != null && !oneHandle.isDone()) return Step.await(oneHandle);
        if (otherHandle != null && !otherHandle.isDone()) return Step.await(otherHandle);
        return Step.done();
    }

    @Override
    public Object madeOf() {
        return one;
    }

    @Override
    public String how() {
        return "both";
    }
}
