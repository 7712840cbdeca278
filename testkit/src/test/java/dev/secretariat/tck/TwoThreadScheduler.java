package dev.secretariat.tck;

import dev.secretariat.FailureHandler;
import dev.secretariat.Ticker;
import dev.secretariat.spi.Reason;
import dev.secretariat.spi.SchedulerBase;
import dev.secretariat.spi.TaskCell;
import dev.secretariat.spi.WorkerBase;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Two threads and one queue, on the public spi package alone: a user's scheduler. */
final class TwoThreadScheduler extends SchedulerBase {
    private static final int WORKERS = 2;

    /** An empty element ends one thread. */
    private final BlockingQueue<Optional<TaskCell<?>>> queue = new LinkedBlockingQueue<>();

    TwoThreadScheduler(Ticker ticker, FailureHandler failures) {
        super("two threads", ticker, failures);
        for (int i = 0; i < WORKERS; i++) {
            WorkerBase worker = newWorker(i);
            new Thread(() -> work(worker), "two-threads-" + i).start();
        }
    }

    private void work(WorkerBase worker) {
        for (; ; ) {
            try {
                Optional<TaskCell<?>> next = queue.take();
                if (next.isEmpty()) return;
                runStep(next.get(), worker);
            } catch (InterruptedException leftByAStep) {
                Thread.interrupted();
            }
        }
    }

    @Override
    protected void ready(TaskCell<?> cell, Reason reason) {
        queue.add(Optional.of(cell));
    }

    @Override
    protected void terminated() {
        for (int i = 0; i < WORKERS; i++) queue.add(Optional.empty());
    }

    @Override
    public OptionalLong fairnessBound() {
        return OptionalLong.of(1);
    }
}
