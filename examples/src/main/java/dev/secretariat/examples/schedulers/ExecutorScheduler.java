package dev.secretariat.examples.schedulers;

import dev.secretariat.FailureHandler;
import dev.secretariat.Ticker;
import dev.secretariat.spi.Reason;
import dev.secretariat.spi.SchedulerBase;
import dev.secretariat.spi.TaskCell;
import dev.secretariat.spi.WorkerBase;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A scheduler over any {@link Executor}: each step is one command for it. Written against the public
 * {@code spi} package alone, as yours would be.
 *
 * <p>The executor must not run commands on the calling thread, must be running until this scheduler is
 * closed, and is not shut down by it.
 */
public final class ExecutorScheduler extends SchedulerBase {
    private final Executor executor;
    private final Queue<WorkerBase> idle = new ConcurrentLinkedQueue<>();
    private final AtomicInteger workers = new AtomicInteger();

    /** A scheduler whose steps the executor runs. */
    public ExecutorScheduler(Executor executor) {
        this(executor, Ticker.system(), loggingFailureHandler());
    }

    /** As {@link #ExecutorScheduler(Executor)}, with a clock, and who receives the failures that nobody else sees. */
    public ExecutorScheduler(Executor executor, Ticker ticker, FailureHandler failures) {
        super("executor scheduler", ticker, failures);
        this.executor = Objects.requireNonNull(executor, "executor");
    }

    @Override
    protected void ready(TaskCell<?> cell, Reason reason) {
        executor.execute(() -> run(cell));
    }

    /** As many workers come to exist as the executor ever runs commands at once. */
    private void run(TaskCell<?> cell) {
        WorkerBase worker = idle.poll();
        if (worker == null) worker = newWorker(workers.getAndIncrement());
        try {
            runStep(cell, worker);
        } finally {
            idle.add(worker);
        }
    }
}
