package dev.secretariat.tck.broken;

import dev.secretariat.FailureHandler;
import dev.secretariat.Ticker;
import dev.secretariat.spi.Reason;
import dev.secretariat.spi.SchedulerBase;
import dev.secretariat.spi.TaskCell;
import dev.secretariat.spi.WorkerBase;
import java.util.OptionalLong;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;

/**
 * Threads and one queue. It keeps to the rules; each broken scheduler overrides one of its methods.
 *
 * <p>Not final, and its threads are daemons that are left alone when it has terminated, since a broken one never
 * says that it has.
 */
class SoundScheduler extends SchedulerBase {
    final BlockingDeque<TaskCell<?>> queue = new LinkedBlockingDeque<>();

    SoundScheduler(int threads, Ticker ticker, FailureHandler failures) {
        super("under test", ticker, failures);
        for (int i = 0; i < threads; i++) {
            WorkerBase worker = newWorker(i);
            Thread thread = new Thread(() -> work(worker), "under-test-" + i);
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((dead, failure) -> {}); // of a broken one; the tests notice
            thread.start();
        }
    }

    private void work(WorkerBase worker) {
        while (!isTerminated()) {
            try {
                TaskCell<?> cell = take();
                if (cell != null) run(cell, worker);
            } catch (InterruptedException leftByAStep) {
                Thread.interrupted();
            }
        }
    }

    // ---- What the broken ones override ----

    @Override
    protected void ready(TaskCell<?> cell, Reason reason) {
        queue.addLast(cell);
    }

    /** May return null after a while, so that the thread sees that all has ended. */
    TaskCell<?> take() throws InterruptedException {
        return queue.pollFirst(100, TimeUnit.MILLISECONDS);
    }

    void run(TaskCell<?> cell, WorkerBase worker) {
        runStep(cell, worker);
    }

    @Override
    public OptionalLong fairnessBound() {
        return OptionalLong.of(1);
    }
}
