package dev.secretariat.parallel;

import dev.secretariat.Deadline;
import dev.secretariat.Scheduler;
import dev.secretariat.Waker;
import dev.secretariat.internal.LogMessage;
import dev.secretariat.spi.TaskCell;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Tells of tasks whose step is so long that others starve: when all workers are busy and tasks wait, each
 * that has been in the same step for a whole period is reported, once for each task.
 *
 * <p>It looks around once in a period, on the thread of the timers, and only while all workers are busy: it
 * is armed by whoever makes a task ready then, and disarms itself when somebody is free.
 */
final class StarvationDetector implements Waker {
    /** A step that lasts so long is no small mistake; and a look so seldom costs nothing. */
    static final Duration PERIOD = Duration.ofSeconds(1);

    private static final LogMessage LOOK_FAILED =
            LogMessage.debug(StarvationDetector.class, "The look for starving tasks of {} failed");
    private static final LogMessage NO_TIMERS =
            LogMessage.debug(StarvationDetector.class, "No timers to watch {} for starving tasks");

    private final Scheduler scheduler;
    private final SharedWork work;
    private final Sleepers sleepers;
    private final Termination termination;
    private final Reporter reporter;
    private final AtomicBoolean armed = new AtomicBoolean();

    // Of whoever has armed it, until it is disarmed.
    private final long[] seenSteps;
    private final WeakReference<?>[] reported;
    private volatile @Nullable Deadline nextLook;

    StarvationDetector(
            Scheduler scheduler, SharedWork work, Sleepers sleepers, Termination termination, Reporter reporter) {
        this.scheduler = scheduler;
        this.work = work;
        this.sleepers = sleepers;
        this.termination = termination;
        this.reporter = reporter;
        this.seenSteps = new long[work.workers()];
        this.reported = new WeakReference<?>[work.workers()];
    }

    /** Begins to watch, as all workers are busy and a task waits. Cheap if it is armed already. */
    void arm() {
        if (armed.get() || !armed.compareAndSet(false, true)) return;
        for (int i = 0; i < seenSteps.length; i++) seenSteps[i] = work.peer(i).steps();
        lookLater();
    }

    boolean isArmed() {
        return armed.get();
    }

    /** Looks around, as the period is over. */
    @Override
    public void wake() {
        try {
            lookAround();
        } catch (Throwable failure) { // of the timers, or out of memory: whoever is busy next arms it again
            armed.set(false);
            LOOK_FAILED.log(scheduler, failure);
        }
    }

    private void lookAround() {
        Objects.requireNonNull(nextLook).deregister(this);
        if (termination.isOver()) return;
        if (isSaturated()) {
            for (int i = 0; i < seenSteps.length; i++) look(i);
            lookLater();
        } else {
            armed.set(false);
            if (isSaturated()) arm(); // whoever saw it still armed did not
        }
    }

    /** Returns whether tasks wait and no worker is free. */
    private boolean isSaturated() {
        return sleepers.isEverybodyBusy() && (work.hasTask() || work.holderOfSlot(0) != null);
    }

    private void look(int worker) {
        Peer busy = work.peer(worker);
        TaskCell<?> task = busy.busyWith(); // before the count: if that has not changed, it is this task's
        long steps = busy.steps();
        long before = seenSteps[worker];
        seenSteps[worker] = steps;
        if (task == null || steps != before) return;
        if (reported[worker] != null && reported[worker].get() == task) return;
        reported[worker] = new WeakReference<>(task);
        reporter.report(task, busy);
    }

    private void lookLater() {
        try {
            Deadline next = scheduler.deadline(PERIOD);
            nextLook = next;
            if (!next.register(this)) wake();
            else if (termination.isOver()) next.deregister(this);
        } catch (Throwable noTimers) { // it must not disturb whoever makes a task ready
            armed.set(false);
            NO_TIMERS.log(scheduler, noTimers);
        }
    }

    /** Stops watching, as the scheduler has terminated. */
    void stop() {
        Deadline next = nextLook;
        if (armed.get() && next != null) next.deregister(this);
    }

    /** Receives what the detector sees. */
    interface Reporter {
        void report(TaskCell<?> task, Peer worker);
    }
}
