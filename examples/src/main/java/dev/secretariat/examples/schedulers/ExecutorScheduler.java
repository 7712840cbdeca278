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
 * A scheduler on any {@link Executor}, which runs each step as a command. It uses the public {@code spi} package alone,
 * as yours would.
 *
 * <p>The executor must not run commands on the calling thread, must be running until this scheduler is
 * closed, and is not shut down by it.
 */
public final class ExecutorScheduler extends SchedulerBase {
    private final Executor executor;
    private final Queue<WorkerBase> idle = new ConcurrentLinkedQueue<>();
    private final AtomicInteger workers = new AtomicInteger();

    /** Creates a scheduler whose steps the executor runs. */
    public ExecutorScheduler(Executor executor) {
        this(executor, Ticker.system(), loggingFailureHandler());
    }

    /** Creates a scheduler with a clock of its own, and a handler for the failures that nobody looks at. */
    public ExecutorScheduler(Executor executor, Ticker ticker, FailureHandler failures) {
        super("executor scheduler", ticker, failures);
        this.executor = Objects.requireNonNull(executor, "executor");
    }

    @Override
    protected void ready(TaskCell<?> cell, Reason reason) {
        executor.execute(() -> run(cell));
    }

    /** Runs a step. There come to be as many workers as the executor ever runs commands at once. */
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
