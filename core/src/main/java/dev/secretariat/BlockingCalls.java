package dev.secretariat;

import dev.secretariat.impl.BlockingTask;
import dev.secretariat.impl.ExecutorPlace;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Makes tasks of calls that block, which run on an executor; see {@link Blocking#on}. All that {@link Blocking} says of cancelling holds for them.
 *
 * <p>The executor is its owner's, who closes it. If it refuses a call, the task fails with what it threw. One that has taken a call
 * and drops it leaves the task waiting until somebody cancels it. In a simulation, it may have no other threads than
 * {@code simulation.asThreadFactory()} makes.
 *
 * <p>Thread-safe.
 */
public final class BlockingCalls {
    private final ExecutorPlace place;

    BlockingCalls(Executor executor) {
        this.place = new ExecutorPlace(executor);
    }

    /**
     * Makes a task of a call that returns something.
     *
     * @param callable the call, which may block
     */
    public <T extends @Nullable Object> Task<T> call(Callable<? extends T> callable) {
        Objects.requireNonNull(callable, "callable");
        return new BlockingTask<>(callable, callable, place);
    }

    /**
     * Makes a task of a call that returns nothing.
     *
     * @param runnable the call, which may block
     */
    public Task<Void> run(Runnable runnable) {
        Objects.requireNonNull(runnable, "runnable");
        return BlockingTask.of(runnable, place);
    }

    /** Returns how many calls have begun and not ended; out of date as soon as it is known. */
    public int running() {
        return place.count().running();
    }

    /** Returns how many calls the executor has taken and not begun; out of date as soon as it is known. */
    public int waiting() {
        return place.count().waiting();
    }

    @Override
    public String toString() {
        return place.toString();
    }
}
