package dev.secretariat;

import dev.secretariat.impl.BlockingTask;
import dev.secretariat.impl.BlockingThreads;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Makes tasks of calls that block: the way to a file, a database, or a plain {@link java.util.concurrent.Future}.
 *
 * <pre>{@code
 * Task<String> letter = Blocking.call(() -> Files.readString(path));
 * return Step.await(worker.submit(letter));   // in a step; in a fiber, fiber.await(fiber.submit(letter))
 * }</pre>
 *
 * <p>The call runs on a thread that is none of the scheduler's workers, and the task ends after it: with its result, or failed with
 * what it threw. These threads belong to the scheduler that runs the task: daemons, made as they are needed, named after the task while they run its call.
 * They end when they have been idle for two seconds, or with the scheduler. There are at most 512 of them for each
 * scheduler, or what the system property {@code dev.secretariat.blocking.maxThreads} says; one more call fails its task with a {@link
 * RejectedExecutionException}, rather than to wait for the end of another, which may depend on it.
 *
 * <p><b>Cancellation.</b> A task that is cancelled before its call has begun never makes it. Otherwise the thread is interrupted, once, while it is in
 * the call, and the task ends cancelled when the call has ended: so what ignores interrupts keeps it, and a scheduler that closes.
 * The interrupt reaches that call alone, never what the thread does later. The result of a call that ends nevertheless is dropped, so what it
 * opens is best closed in the call; so are exceptions, which follow from the interrupt, but for Errors, which go to the failure handler.
 *
 * <p>In a simulation, where no other thread may call in, the call is a step of its task, in seeded order: it takes no virtual time, nothing
 * interrupts it, and where it blocks, all stand still, which the simulation reports.
 *
 * <p>All these tasks are submitted once. What the task did before it was submitted happens-before the call, and the call happens-before whatever sees the task's end.
 */
public final class Blocking {
    private Blocking() {}

    /**
     * Makes a task of a call that returns something.
     *
     * @param callable the call, which may block
     */
    public static <T extends @Nullable Object> Task<T> call(Callable<? extends T> callable) {
        Objects.requireNonNull(callable, "callable");
        return new BlockingTask<>(callable, callable, BlockingThreads.OF_THE_SCHEDULER);
    }

    /**
     * Makes a task of a call that returns nothing.
     *
     * @param runnable the call, which may block
     */
    public static Task<Void> run(Runnable runnable) {
        Objects.requireNonNull(runnable, "runnable");
        return BlockingTask.of(runnable, BlockingThreads.OF_THE_SCHEDULER);
    }

    /**
     * Returns what makes tasks whose calls run on an executor: one with fewer threads, say, or with virtual ones.
     *
     * @param executor runs each call once, on whatever thread
     */
    public static BlockingCalls on(Executor executor) {
        return new BlockingCalls(Objects.requireNonNull(executor, "executor"));
    }

    /**
     * Returns how many calls run on the threads of a worker's scheduler; for reports, out of date as soon as it is known.
     *
     * @param worker one of the scheduler's
     */
    public static int running(Worker worker) {
        return BlockingThreads.of(Objects.requireNonNull(worker, "worker")).running();
    }
}
