package dev.secretariat.impl;

import dev.secretariat.Blocking;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Worker;
import dev.secretariat.internal.Throwables;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** {@link Blocking}: hands a call over to another thread in its first step, and waits until that has ended, also when it is cancelled. */
public final class BlockingTask<T extends @Nullable Object> extends SubmittedOnce<T> {
    private final Callable<? extends T> callable;
    private final Object source;
    private final BlockingPlace place;
    private @Nullable BlockingCall<T> call;
    private boolean handedOver; // where the call is a step

    /**
     * A task of a call.
     *
     * @param source what it was made of, for its name
     */
    public BlockingTask(Callable<? extends T> callable, Object source, BlockingPlace place) {
        this.callable = callable;
        this.source = source;
        this.place = place;
    }

    /** Returns a task of a call without a result. */
    @SuppressWarnings("NullAway") // Void has no other value
    public static Task<Void> of(Runnable runnable, BlockingPlace place) {
        Callable<Void> callable = () -> {
            runnable.run();
            return null;
        };
        return new BlockingTask<>(callable, runnable, place);
    }

    @Override
    protected Step<T> next(Worker worker) throws Exception {
        BlockingCall<T> mine = call;
        if (mine == null) {
            if (place.isInStep(worker)) return inStep();
            mine = begin(worker);
        }
        if (!mine.end().isDone()) return Step.await(mine.end());
        Throwable failure = mine.failure();
        if (failure != null) throw Throwables.unchecked(failure);
        return Step.done(mine.value());
    }

    /** In two steps, as others may come in between when a thread has to begin with it. */
    private Step<T> inStep() throws Exception {
        if (handedOver) return Step.done(callable.call());
        handedOver = true;
        return Step.yieldNow();
    }

    private BlockingCall<T> begin(Worker worker) {
        BlockingCall<T> begun = new BlockingCall<>(callable, place.count(worker));
        try {
            place.start(worker, worker.task().name(), begun);
        } catch (Throwable refused) {
            if (begun.withdraw()) throw refused; // else it has begun, and will end
        }
        call = begun;
        return begun;
    }

    @Override
    protected Step<?> windDown(Worker worker) {
        BlockingCall<T> mine = call;
        if (mine == null || mine.withdraw()) return Step.done();
        mine.interrupt();
        if (!mine.end().isDone()) return Step.await(mine.end());
        // What a call throws that has been interrupted follows from that, but for what no interrupt explains.
        if (mine.failure() instanceof Error error) throw error;
        return Step.done();
    }

    @Override
    public Object madeOf() {
        return source;
    }

    @Override
    public String how() {
        return "blocking";
    }
}
