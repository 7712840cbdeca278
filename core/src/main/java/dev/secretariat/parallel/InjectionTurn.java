package dev.secretariat.parallel;

import dev.secretariat.spi.TaskCell;
import org.jspecify.annotations.Nullable;

/**
 * The turn of what external threads have brought, on one worker that has tasks of its own: what was there at a look comes
 * behind all that was in the worker's line then, and before all that came to the line later.
 *
 * <p>So a task is passed as if it had been moved to the line at the look. But it stays where any worker finds it until its turn
 * comes, however many there are: a line that took them all would grow with them, and be copied as it grows, and again by whoever
 * steals from it. While the line is empty, a batch is moved to it; else they are taken one by one, as those that
 * are in the line have to wait.
 */
final class InjectionTurn {
    private final Injection<TaskCell<?>> injection;
    private final Notifier notifier;
    private final RunQueue<TaskCell<?>> own;

    /** Where each of the queues ended at the look. */
    private final int[] ends;

    /** The queue that is being emptied. */
    private int current;

    InjectionTurn(Shared shared, RunQueue<TaskCell<?>> own) {
        this.injection = shared.work().injection();
        this.notifier = shared.notifier();
        this.own = own;
        this.ends = new int[injection.queues()];
    }

    /** Begins, if anything is there. */
    void begin() {
        if (injection.isEmpty()) return;
        for (int i = 0; i < ends.length; i++) ends[i] = injection.queue(i).end();
        current = 0;
        own.bar();
    }

    /**
     * Returns the next; null if nothing is left of what was there, or others are at it. Then the line goes on, and
     * the next turn begins at once, if anything is there.
     */
    @Nullable
    TaskCell<?> next() {
        for (; current < ends.length; current++) {
            InjectionQueue<TaskCell<?>> queue = injection.queue(current);
            int left = queue.leftUntil(ends[current]);
            TaskCell<?> cell = left == 0 ? null : own.isEmpty() ? batch(queue, left) : queue.poll();
            if (cell == null) continue;
            own.passOther();
            if (!injection.isEmpty()) notifier.signal(); // the second look that the queue asks for
            return cell;
        }
        own.unbar();
        if (!own.isEmpty()) begin();
        return null;
    }

    private @Nullable TaskCell<?> batch(InjectionQueue<TaskCell<?>> queue, int left) {
        if (queue.moveTo(own, Math.min(left, Thief.MAX_INJECTED)) == 0) return null;
        TaskCell<?> oldest = own.poll();
        own.bar(); // again: behind the batch
        return oldest;
    }
}
