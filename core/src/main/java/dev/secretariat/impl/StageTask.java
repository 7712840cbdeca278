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
    private @Nullable Started<T> started;
    private boolean waitsForEnd; // of a stage that could not be cancelled

    public StageTask(Callable<? extends CompletionStage<? extends T>> start) {
        this.start = start;
    }

    @Override
    protected Step<T> next(Worker worker) throws Exception {
        Started<T> mine = started;
        if (mine == null) {
            mine = new Started<>();
            mine.begin(Objects.requireNonNull(start.call(), "start returned null, and no stage"));
            started = mine;
        }
        return mine.end.isDone() ? Step.done(mine.get()) : Step.await(mine.end);
    }

    @Override
    protected Step<?> windDown(Worker worker) {
        Started<T> mine = started;
        if (mine == null || mine.end.isDone()) return Step.done();
        if (!waitsForEnd) waitsForEnd = !mine.cancel();
        return waitsForEnd && !mine.end.isDone() ? Step.await(mine.end) : Step.done();
    }

    @Override
    public Object madeOf() {
        return start;
    }

    @Override
    public String how() {
        return "future";
    }

    /** What the stage tells its end: it may keep this for longer than there is a task. */
    private static final class Started<T extends @Nullable Object> {
        /** Made beforehand, as is all that tells the end: it comes also where no memory is left. */
        private static final Outcome<@Nullable Void> ENDED = new Outcome.Succeeded<>(null);

        final Promise<@Nullable Void> end = new Promise<>();

        // Written by whoever completes the stage, before the end.
        private @Nullable T value;
        private @Nullable Throwable failure;

        private @Nullable CompletionStage<? extends T> stage;

        void begin(CompletionStage<? extends T> begun) {
            stage = begun;
            try {
                begun.whenComplete((result, thrown) -> {
                    value = result;
                    if (thrown != null) failure = Throwables.unwrapped(thrown);
                    end.complete(ENDED);
                });
            } catch (Throwable notHeardOf) {
                try {
                    boolean ignored = cancel();
                } catch (Throwable second) {
                    Throwables.suppress(notHeardOf, second);
                }
                throw notHeardOf;
            }
        }

        @SuppressWarnings("NullAway") // null only where the stage's value may be that
        T get() {
            Throwable thrown = failure;
            if (thrown != null) throw Throwables.unchecked(thrown);
            return value;
        }

        /** Cancels the stage; returns false if it says that it cannot be, and has to be waited for. */
        boolean cancel() {
            CompletionStage<? extends T> begun = Objects.requireNonNull(stage);
            try {
                Future<?> future = begun instanceof Future<?> itself ? itself : begun.toCompletableFuture();
                return future.cancel(true);
            } catch (UnsupportedOperationException lacking) {
                return true; // of a minimal stage, which is a Future all the same, or one that makes none: it goes on
                // by itself
            }
        }
    }
}
