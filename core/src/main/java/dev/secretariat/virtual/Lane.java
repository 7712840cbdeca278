package dev.secretariat.virtual;

import dev.secretariat.internal.LogMessage;
import dev.secretariat.internal.Threads;
import dev.secretariat.internal.VirtualThreads;
import dev.secretariat.spi.Reason;
import dev.secretariat.spi.TaskCell;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The thread of one task: runs a step each time that the task is ready, and parks in between.
 *
 * <p>One signal is set for each step, since the task is ready once for each, and not again before the step has begun. It is set
 * before the unpark and looked at before the park, so none is lost.
 */
final class Lane implements Runnable {
    private static final LogMessage GOES_ON =
            LogMessage.error(Lane.class, "The thread of {} goes on after a failure of the JVM");

    private final TaskCell<?> cell;

    /** Runs a step, and says whether the task has ended. */
    private final Predicate<TaskCell<?>> step;

    /** Why the task is ready; null if it is not. Written by whoever makes it ready, taken by the thread. */
    private volatile @Nullable Reason ready;

    private volatile @Nullable Thread thread;

    /** The lane of a task that is ready. */
    Lane(TaskCell<?> cell, Predicate<TaskCell<?>> step) {
        this.cell = cell;
        this.step = step;
        this.ready = Reason.SUBMITTED;
    }

    void start(@Nullable ClassLoader loader) {
        Thread made = VirtualThreads.unstarted(cell.name(), this);
        made.setContextClassLoader(loader);
        thread = made;
        Threads.start(made);
    }

    /** Takes note that the next step may begin. */
    void signal(Reason reason) {
        ready = reason;
        LockSupport.unpark(thread);
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // a yield among virtual threads is what the task has asked for
    public void run() {
        boolean ended = false;
        while (!ended) {
            Reason why = ready;
            if (why == null) {
                LockSupport.park(cell);
            } else {
                ready = null;
                if (why == Reason.YIELDED) Thread.yield();
                ended = runStep();
            }
            boolean ignored = Thread.interrupted(); // meant for the step before, or it would not park
        }
    }

    private boolean runStep() {
        try {
            return step.test(cell);
        } catch (Throwable ofTheJvm) { // no step's failure comes here
            GOES_ON.log(cell, ofTheJvm);
            return cell.isDone();
        }
    }
}
