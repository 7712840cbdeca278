package dev.secretariat.executor;

import dev.secretariat.Outcome;
import dev.secretariat.Promise;
import dev.secretariat.internal.Handles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A future of a scheduler's task, or one that depends on such a future: whoever waits for it does as {@link
 * dev.secretariat.TaskHandle#join} does. It drives where nobody else would, and is refused inside a step of that
 * scheduler.
 */
class DrivingFuture<T extends @Nullable Object> extends CompletableFuture<T> {
    private static final VarHandle END = Handles.field(MethodHandles.lookup(), "end", Promise.class);

    /** Made beforehand: what ends a wait needs no memory. */
    private static final Outcome<@Nullable Void> DONE = new Outcome.Succeeded<>(null);

    /** Null for a future of a task that had ended before. */
    private final @Nullable ExecutorBackend backend;

    /** Completed when this is; made by the first thread that waits, for all. */
    private volatile @Nullable Promise<@Nullable Void> end;

    DrivingFuture(@Nullable ExecutorBackend backend) {
        this.backend = backend;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new DrivingFuture<>(backend);
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        await(Waits.FOREVER);
        return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        Duration limit = Waits.duration(timeout, unit);
        if (backend == null) return super.get(timeout, unit);
        if (!await(limit)) throw new TimeoutException(this + " is not done after " + limit);
        return super.get();
    }

    /** Waits, and on through an interrupt, which the thread has back afterwards. */
    @Override
    public T join() {
        boolean interrupted = false;
        try {
            while (!isDone()) {
                try {
                    await(Waits.FOREVER);
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
        return super.join();
    }

    /**
     * Waits until this is done or the time is up, and says whether it is done; does not wait where there is no
     * scheduler.
     */
    private boolean await(Duration limit) throws InterruptedException {
        if (isDone() || backend == null) return isDone();
        if (backend.isWorking()) {
            throw new IllegalStateException("waiting for a task's future inside a step would block the worker of "
                    + backend
                    + " that should run the task; return Step.await(handle), or Step.await(Promise.from(future))");
        }
        return Waits.until(this::isDone, end(), limit, backend);
    }

    private Promise<@Nullable Void> end() {
        Promise<@Nullable Void> before = end;
        if (before != null) return before;
        Promise<@Nullable Void> mine = new Promise<>();
        if (!END.compareAndSet(this, (Promise<?>) null, (Promise<?>) mine)) return end();
        CompletableFuture<T> ignored = whenComplete((value, failure) -> mine.complete(DONE));
        return mine;
    }
}
