package dev.secretariat.spi;

import dev.secretariat.Awaitable;
import dev.secretariat.ManualTicker;
import dev.secretariat.Step;
import dev.secretariat.Task;
import dev.secretariat.Ticker;
import dev.secretariat.Waker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A scheduler whose test runs the steps itself. It has room for one ready task: {@link #ready} puts the
 * cell into a slot, with no more order than its contract asks for, and the test takes it from there.
 */
final class HandScheduler extends SchedulerBase {
    /** Never holds and keeps no waker: what wakes is the test, and only the cell's state can tell. */
    private static final Awaitable TEST = new Awaitable() {
        @Override
        public boolean register(Waker waker) {
            return true;
        }

        @Override
        public void deregister(Waker waker) {}
    };

    final WorkerBase worker = newWorker(0);
    final WorkerBase otherWorker = newWorker(1);

    /** Calls of ready() whose step has not begun; more than one is a bug of the cell. */
    private final AtomicInteger pending = new AtomicInteger();

    private final AtomicReference<TaskCell<?>> slot = new AtomicReference<>();
    private final AtomicInteger doubles = new AtomicInteger();
    private final ManualTicker ticker;
    private final AtomicInteger reports;
    private final Timers alarms = new Alarms();

    /** The deadline that was set last. */
    private volatile TimerDeadline alarm;

    HandScheduler() {
        this(new ManualTicker(), new AtomicInteger());
    }

    private HandScheduler(ManualTicker ticker, AtomicInteger reports) {
        super("hand", ticker, (task, failure) -> reports.getAndIncrement());
        this.ticker = ticker;
        this.reports = reports;
    }

    @Override
    protected void ready(TaskCell<?> cell, Reason reason) {
        if (pending.getAndIncrement() != 0) doubles.getAndIncrement();
        slot.setRelease(cell);
    }

    @Override
    protected Timers timers() {
        return alarms;
    }

    /** The cell of a task that is ready for its first step. */
    TaskCell<?> submitted(Task<?> task) {
        return cellOf(submit(task));
    }

    /** The cell of a task whose first step has been run. */
    TaskCell<?> begun(Task<?> task) {
        TaskCell<?> cell = submitted(task);
        runReady(worker);
        return cell;
    }

    /** Runs the ready task's next step; says whether there was one. */
    boolean runReady(WorkerBase on) {
        if (slot.getAcquire() == null) return false;
        TaskCell<?> cell = slot.getAndSet(null);
        if (cell == null) return false;
        pending.getAndDecrement();
        cell.runStep(on);
        return true;
    }

    /** As a worker that goes on until the task waits or has ended; at most so many steps. */
    void runAll() {
        for (int i = 0; i < 10; i++) {
            if (!runReady(worker)) return;
        }
    }

    /** How often the task was made ready though it was ready already. */
    int doubles() {
        return doubles.get();
    }

    /** How often the failure handler was told. */
    int reported() {
        return reports.get();
    }

    /** Lets two seconds pass, longer than any deadline of these tests. */
    void advance() {
        ticker.advance(Duration.ofSeconds(2));
    }

    /** Rings the deadline that was set last, as timers do when it has passed. */
    void ring() {
        TimerDeadline set = alarm;
        if (set != null) set.ring();
    }

    /** The step of a task that the test will wake. */
    static Step<Void> awaitTest() {
        return Step.await(TEST);
    }

    private final class Alarms implements Timers {
        @Override
        public Ticker ticker() {
            return ticker;
        }

        @Override
        public void set(TimerDeadline deadline) {
            alarm = deadline;
        }

        @Override
        public void clear(TimerDeadline deadline) {}
    }
}
