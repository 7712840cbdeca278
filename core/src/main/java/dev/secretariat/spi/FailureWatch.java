package dev.secretariat.spi;

import dev.secretariat.Deadline;
import dev.secretariat.Outcome;
import dev.secretariat.Waker;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Failed tasks, and futures of delayed and periodic work, that nobody has looked at: each is reported once, a second after its end or when the
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
        add(cell, null);
    }

    /**
     * Watches a future that has failed, as {@link #add(TaskCell)}.
     *
     * @param cell whose work it was
     * @param future where the failure is; null if it is the task's own
     */
    void add(TaskCell<?> cell, @Nullable DelayedFuture<?> future) {
        try {
            Entry entry = new Entry(cell, future, scheduler.deadline(GRACE));
            entries.add(entry);
            watch(entry);
        } catch (Throwable noClockOrMemory) {
            reportUnseen(cell, future);
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
        reportUnseen(entry.cell, entry.future);
    }

    private void reportUnseen(TaskCell<?> cell, @Nullable DelayedFuture<?> future) {
        if (future != null) {
            Throwable unread = future.unreadFailure();
            if (unread != null) scheduler.report(cell, unread);
        } else if (cell.isUnobserved() && cell.peek() instanceof Outcome.Failed<?> failed) {
            scheduler.report(cell, failed.cause());
        }
    }

    private record Entry(TaskCell<?> cell, @Nullable DelayedFuture<?> future, Deadline deadline) {}
}
