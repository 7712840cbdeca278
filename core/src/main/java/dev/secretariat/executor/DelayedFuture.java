package dev.secretariat.executor;

import dev.secretariat.Deadline;
import dev.secretariat.Step;
import dev.secretariat.Worker;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code schedule(callable, delay)}: its cell makes the first step wait for the deadline. */
class DelayedFuture<V extends @Nullable Object> extends ViewFuture<V> implements RunnableScheduledFuture<V> {
    /** When the work begins next; written by the worker that runs it, or before it is submitted. */
    volatile Deadline next;

    DelayedFuture(ExecutorBackend backend, Callable<? extends V> work, Class<?> workClass, Deadline first) {
        super(backend, work, workClass);
        this.next = first;
    }

    @Override
    Step<Void> work(Worker worker) {
        Step<Void> step = super.work(worker);
        watchFailure(worker);
        return step;
    }

    /**
     * Has a failure reported unless it is read within a second (rule T6): often nobody keeps the future of such work.
     */
    final void watchFailure(Worker worker) {
        if (unreadFailure() != null) backend.watch(worker, this);
    }

    @Override
    public boolean isPeriodic() {
        return false;
    }

    @Override
    public final long getDelay(TimeUnit unit) {
        Objects.requireNonNull(unit, "unit");
        return unit.convert(backend.nanos(next) - backend.nanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public final int compareTo(Delayed other) {
        Objects.requireNonNull(other, "other");
        if (other instanceof DelayedFuture<?> sibling && sibling.backend == backend) {
            return Long.signum(backend.nanos(next) - backend.nanos(sibling.next));
        }
        return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
}
