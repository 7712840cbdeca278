package dev.secretariat.examples.schedulers;

import dev.secretariat.FailureHandler;
import dev.secretariat.Submission.Attribute;
import dev.secretariat.Ticker;
import dev.secretariat.spi.Reason;
import dev.secretariat.spi.SchedulerBase;
import dev.secretariat.spi.TaskCell;
import dev.secretariat.spi.WorkerBase;
import java.util.Comparator;
import java.util.OptionalLong;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler of one thread that runs urgent tasks first, but lets none starve: a task that waits grows more urgent,
 * and {@value #DEGREE} places in the line are worth one degree of priority.
 *
 * <p>Nothing has to be sorted anew for that. Each arrival draws a number; its turn is that number less the places that
 * its priority is worth, and the lowest turn goes first. So a task can be passed only by those whose number is below
 * its own number plus the places of the highest priority, however many come.
 *
 * <p>The submission says how urgent a task is: {@code submit(Submission.named("call").with(PRIORITY, 9), task)}. What
 * is made of a task, by map() or as a part of it, is as urgent.
 */
public final class PriorityScheduler extends SchedulerBase {
    /** From 0 to {@value #HIGHEST}; higher goes first. Without it, a task has priority 4. */
    public static final Attribute<Integer> PRIORITY = Attribute.inherited("priority");

    /** The highest priority. */
    public static final int HIGHEST = 9;

    private static final int DEGREE = 10;
    private static final int DEFAULT = 4;
    private static final Comparator<Arrival> ORDER =
            Comparator.comparingLong(Arrival::turn).thenComparingLong(Arrival::number);

    private final AtomicLong arrivals = new AtomicLong();
    private final PriorityBlockingQueue<Arrival> line = new PriorityBlockingQueue<>(64, ORDER);

    private PriorityScheduler(Ticker ticker, FailureHandler failures) {
        super("priorities", ticker, failures);
    }

    /** Starts a scheduler with a thread, which ends when the scheduler is closed. */
    public static PriorityScheduler start() {
        return start(Ticker.system(), loggingFailureHandler());
    }

    /** Starts a scheduler with a clock of its own, and a handler for the failures that nobody looks at. */
    public static PriorityScheduler start(Ticker ticker, FailureHandler failures) {
        PriorityScheduler scheduler = new PriorityScheduler(ticker, failures);
        WorkerBase worker = scheduler.newWorker(0);
        new Thread(() -> scheduler.work(worker), "priorities").start();
        return scheduler;
    }

    private void work(WorkerBase worker) {
        while (true) {
            try {
                TaskCell<?> cell = line.take().cell();
                if (cell == null) return;
                runStep(cell, worker);
            } catch (InterruptedException leftByAStep) {
                // A step has left the interrupt behind. It is no message to this thread, and no cell was taken.
            }
        }
    }

    @Override
    protected void ready(TaskCell<?> cell, Reason reason) {
        Integer said = cell.submission().get(PRIORITY);
        int priority = said == null ? DEFAULT : Math.max(0, Math.min(said, HIGHEST));
        long number = arrivals.getAndIncrement();
        line.add(new Arrival(cell, number - (long) DEGREE * priority, number));
    }

    @Override
    protected void terminated() {
        line.add(new Arrival(null, Long.MAX_VALUE, Long.MAX_VALUE));
    }

    /** Returns all the numbers that may pass a task, since one other task alone can draw them. */
    @Override
    public OptionalLong fairnessBound() {
        return OptionalLong.of((long) DEGREE * HIGHEST + 1);
    }

    /** A ready task in the line; without one, the thread is to end. */
    private record Arrival(@Nullable TaskCell<?> cell, long turn, long number) {}
}
