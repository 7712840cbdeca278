package dev.secretariat.spi;

import dev.secretariat.Deadline;
import dev.secretariat.Outcome;
import dev.secretariat.Waker;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Failed tasks that nobody has looked at: each is reported once, a second after its end or when the
 * scheduler terminates, unless somebody has looked by then.
 */
final class FailureWatch implements Waker {
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final SchedulerBase scheduler;

    /** In the order of their deadlines, give or take a race of two workers. */
    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();

    FailureWatch(SchedulerBase scheduler) {
        this.scheduler = scheduler;
    }

    /** Watches a task that has failed. Does not throw: without a clock or memory it reports at once. */
    void add(TaskCell<?> cell) {
        try {
            Entry entry = new Entry(cell, scheduler.deadline(GRACE));
            entries.add(entry);
            watch(entry);
        } catch (Throwable noClockOrMemory) {
            reportUnseen(cell);
        }
    }

    private void watch(Entry entry) {
        try {
            if (!entry.deadline.register(this)) settle(entry);
        } catch (Throwable noTimers) {
            settle(entry);
        }
    }

    @Override
    public void wake() {
        for (Entry first = entries.peek(); first != null && first.deadline.isPast(); first = entries.peek()) {
            settle(first);
        }
    }

    /** The scheduler has terminated. */
    void settleAll() {
        for (Entry first = entries.peek(); first != null; first = entries.peek()) settle(first);
    }

    private void settle(Entry entry) {
        if (!entries.remove(entry)) return; // another thread was faster
        entry.deadline.deregister(this);
        reportUnseen(entry.cell);
    }

    private void reportUnseen(TaskCell<?> cell) {
        if (cell.isUnobserved() && cell.peek() instanceof Outcome.Failed<?> failed) {
            scheduler.report(cell, failed.cause());
        }
    }

    private record Entry(TaskCell<?> cell, Deadline deadline) {}
}
