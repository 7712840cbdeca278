package dev.secretariat.spi;

import dev.secretariat.Deadline;
import dev.secretariat.Scheduler;
import dev.secretariat.Waker;
import dev.secretariat.executor.Unread;
import dev.secretariat.internal.LogMessage;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Failed tasks, and futures of delayed and periodic work, that nobody has looked at: each is reported once, a
 * second after its end or when the scheduler terminates, unless somebody has looked by then.
 *
 * <p>There is one alarm for all, set for the oldest: a deadline for each would keep timers busy with a million of
 * them after as many failures. Whoever adds an entry looks afterwards whether an alarm is set, and a wake takes the
 * alarm away before it looks at the entries; so one of them sees the other, and no entry is left without an alarm.
 */
final class FailureWatch implements Waker {
    private static final LogMessage NOT_FORGOTTEN =
            LogMessage.error(FailureWatch.class, "The timers of {} could not forget a deadline");

    /** So long somebody may take to look at a failure before it is reported (T6). */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Scheduler scheduler;
    private final BiConsumer<CellContents<?>, @Nullable Unread> tellIfUnseen;

    /** In the order of their times, give or take a race of two workers. */
    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();

    private final AtomicReference<@Nullable Deadline> alarm = new AtomicReference<>();

    /**
     * A watch without entries.
     *
     * @param scheduler its clock and timers say when it is time
     * @param tellIfUnseen called once for each failure, by whichever thread; must not throw
     */
    FailureWatch(Scheduler scheduler, BiConsumer<CellContents<?>, @Nullable Unread> tellIfUnseen) {
        this.scheduler = scheduler;
        this.tellIfUnseen = tellIfUnseen;
    }

    /**
     * Watches a failure: without a clock or memory it is told at once.
     *
     * @param cell the task
     * @param part what of it has failed, while the task goes on; null if it is the task
     */
    void add(CellContents<?> cell, @Nullable Unread part) {
        try {
            entries.add(new Entry(cell, part, scheduler.ticker().nanos() + GRACE.toNanos()));
        } catch (Throwable noClockOrMemory) {
            tellIfUnseen.accept(cell, part);
            return;
        }
        watch();
    }

    /** Sets the alarm for the oldest entry, unless it is set; without timers it reports at once. */
    private void watch() {
        Deadline next = null;
        try {
            for (Entry first = entries.peek(); first != null && alarm.get() == null; first = entries.peek()) {
                long wait = first.dueNanos - scheduler.ticker().nanos();
                next = scheduler.deadline(Duration.ofNanos(wait));
                if (!alarm.compareAndSet(null, next)) return;
                if (next.register(this)) {
                    if (entries.isEmpty()) disarm(); // the scheduler has terminated meanwhile
                    return;
                }
                alarm.compareAndSet(next, null);
                settleDue();
            }
        } catch (Throwable noTimers) {
            if (next != null) alarm.compareAndSet(next, null);
            settleAll();
        }
    }

    /** Reports those whose time has come, as that of the oldest has. */
    @Override
    public void wake() {
        disarm();
        try {
            settleDue();
        } finally {
            watch();
        }
    }

    /** Reports all that nobody has looked at, as the scheduler has terminated. */
    void settleAll() {
        disarm();
        for (Entry first = entries.peek(); first != null; first = entries.peek()) settle(first);
    }

    private void settleDue() {
        long now = scheduler.ticker().nanos();
        for (Entry first = entries.peek(); first != null && first.dueNanos - now <= 0; first = entries.peek()) {
            settle(first);
        }
    }

    private void settle(Entry entry) {
        if (entries.remove(entry)) tellIfUnseen.accept(entry.cell, entry.part); // or another thread was faster
    }

    private void disarm() {
        Deadline set = alarm.getAndSet(null);
        if (set == null) return;
        try {
            set.deregister(this);
        } catch (Throwable failure) { // of the timers; the reports must come all the same
            NOT_FORGOTTEN.log(scheduler, failure);
        }
    }

    /** No record: on JDK 17, the code that makes a record's {@code equals} keeps its class loader for ever. */
    private static final class Entry {
        final CellContents<?> cell;
        final @Nullable Unread part;
        final long dueNanos;

        Entry(CellContents<?> cell, @Nullable Unread part, long dueNanos) {
            this.cell = cell;
            this.part = part;
            this.dueNanos = dueNanos;
        }
    }
}
