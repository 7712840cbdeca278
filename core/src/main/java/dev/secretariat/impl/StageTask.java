package dev.secretariat.impl;

import dev.secretariat.Outcome;
import dev.secretariat.Promise;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import dev.secretariat.internal.Throwables;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** {@link Task#future}: starts a stage in its first step, waits for it, and cancels it when it is cancelled. */
public final class StageTask<T extends @Nullable Object> extends SubmittedOnce<T> {
    private final Callable<? extends CompletionStage<? extends T>> start;
    private @Nullable CompletionStage<? extends T> stage;
    private @Nullable Promise<T> end;
    private boolean waitsForEnd; // of a stage that could not be cancelled

    public StageTask(Callable<? extends CompletionStage<? extends T>> start) {
        this.start = start;
    }

    @Override
    protected Step<T> next(Worker worker) throws Exception {
        Promise<T> ended = end;
        if (ended == null) ended = begin();
        if (!ended.isDone()) return Step.await(ended);
        Outcome<T> outcome = ended.outcome();
        if (outcome instanceof Outcome.Failed<T> failed) throw Throwables.unchecked(failed.cause());
        return Step.done(outcome.get());
    }

    private Promise<T> begin() throws Exception {
        CompletionStage<? extends T> started =
                Objects.requireNonNull(start.call(), "start returned null, and no stage");
        Promise<T> ended = new Promise<>();
        try {
            started.whenComplete((value, failure) -> {
                if (failure == null) ended.succeed(value);
                else ended.fail(Throwables.unwrapped(failure)); // a CancellationException as it is, with what it says
            });
        } catch (Throwable notHeardOf) {
            try {
                cancel(started);
            } catch (Throwable second) {
                Throwables.suppress(notHeardOf, second);
            }
            throw notHeardOf;
        }
        stage = started;
        end = ended;
        return ended;
    }

    @Override
    protected Step<?> windDown(Worker worker) {
        Promise<T> ended = end;
        CompletionStage<? extends T> started = stage;
        if (ended == null || started == null || ended.isDone()) return Step.done();
        if (!waitsForEnd) waitsForEnd = !cancel(started);
        return waitsForEnd && !ended.isDone() ? Step.await(ended) : Step.done();
    }

    /** Cancels a stage; returns false if it says that it cannot be, and has to be waited for. */
    private static boolean cancel(CompletionStage<?> stage) {
        try {
            Future<?> future = stage instanceof Future<?> itself ? itself : stage.toCompletableFuture();
            return future.cancel(true);
        } catch (UnsupportedOperationException lacking) {
            return true; // of a minimal stage, which is a Future all the same, or one that makes none: it goes on by
            // itself
        }
    }

    @Override
    public Object madeOf() {
        return start;
    }

    @Override
    public String how() {
        return "future";
    }
}
