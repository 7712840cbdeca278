package dev.secretariat.tck;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.secretariat.FailureHandler;
import dev.secretariat.Scheduler;
import dev.secretariat.Task;
import dev.secretariat.TaskFailedException;
import dev.secretariat.TaskHandle;
import dev.secretariat.TaskState;
import dev.secretariat.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.function.Executable;

/**
 * What one test works with: its schedulers, what they report, their time, and waits that end, with what was
 * waited for, when the kit's patience does.
 */
final class Trial {
    /** Looks before it gives its processor away: most of what is waited for comes within microseconds. */
    private static final int SPINS = 1000;

    /** After a test that has failed, so long at most for what may never end. */
    private static final Duration LAST_WAIT = Duration.ofSeconds(1);

    private final SchedulerTck kit;
    private final Patience patience;
    private final List<Scheduler> open = new ArrayList<>();
    private final Queue<String> reported = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> failedAside = new ConcurrentLinkedQueue<>();
    private final List<Thread> asides = new ArrayList<>();
    private @Nullable Scheduler first;

    Trial(SchedulerTck kit) {
        this.kit = kit;
        this.patience = new Patience(kit.patience());
    }

    // ---- Schedulers ----

    /** Returns the one that most tests need. */
    Scheduler scheduler() {
        if (first == null) first = create();
        return first;
    }

    Scheduler create() {
        return create((task, failure) -> reported.add(task.name() + ": " + failure.getMessage()));
    }

    Scheduler create(FailureHandler failures) {
        Scheduler scheduler = Objects.requireNonNull(kit.createScheduler(failures), "create() returned null");
        open.add(scheduler);
        return scheduler;
    }

    /** Returns what the failure handler was told: "name of the task: message". */
    List<String> reported() {
        return List.copyOf(reported);
    }

    void advance(Duration duration) {
        advance(scheduler(), duration);
    }

    void advance(Scheduler scheduler, Duration duration) {
        kit.advance(scheduler, duration);
    }

    /** Closes a scheduler; where a foreign thread may do it, on one, since a close() cannot be interrupted. */
    void close(Scheduler scheduler) throws Exception {
        close(scheduler, kit.patience());
        open.remove(scheduler);
    }

    private void close(Scheduler scheduler, Duration limit) throws Exception {
        if (kit.features().contains(Feature.FOREIGN_THREADS)) {
            await(aside(scheduler::close), "the end of close() of " + scheduler, limit);
        } else {
            patiently("the end of close()", () -> {
                scheduler.close();
                return true;
            });
        }
    }

    // ---- Waiting ----

    /** Lets everything run that is ready, on whatever threads. */
    void settle() throws Exception {
        settle(scheduler());
    }

    void settle(Scheduler scheduler) throws Exception {
        // Rounds behind all others: enough for what a first round has made ready.
        for (int round = 0; round < 4; round++) {
            AtomicInteger turns = new AtomicInteger();
            TaskHandle<Void> last = scheduler.submit(Tasks.yieldingUntil(() -> turns.incrementAndGet() > 3));
            patiently("tasks that yield four times, submitted to let others run", last::join);
        }
    }

    void settleUntil(String subject, BooleanSupplier condition) throws Exception {
        settleUntil(scheduler(), subject, condition);
    }

    void settleUntil(Scheduler scheduler, String subject, BooleanSupplier condition) throws Exception {
        long start = Ticker.system().nanos();
        while (!condition.getAsBoolean()) {
            if (mustGiveUp(start)) throw inVain(subject);
            settle(scheduler);
        }
    }

    /**
     * Lets a second pass, again and again, until somebody is told of a failure. Once would not do: that a task has ended is
     * seen before the worker that ended it has put its failure on the watch.
     */
    void untilReported() throws Exception {
        settleUntil("a report", () -> {
            if (reported().isEmpty()) advance(Duration.ofSeconds(1));
            return !reported().isEmpty();
        });
    }

    void untilWaiting(TaskHandle<?> handle) throws Exception {
        untilWaiting(scheduler(), handle);
    }

    void untilWaiting(Scheduler scheduler, TaskHandle<?> handle) throws Exception {
        settleUntil(scheduler, handle + " to be WAITING", () -> handle.state() == TaskState.WAITING);
    }

    /** Waits for what other threads do; on any thread. */
    @SuppressWarnings("ThreadPriorityCheck") // on one core, the other thread needs it
    void until(String subject, BooleanSupplier condition) {
        long start = Ticker.system().nanos();
        for (int spins = 0; !condition.getAsBoolean(); spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else if (mustGiveUp(start)) {
                if (condition.getAsBoolean()) return; // it may be an interrupt that was waited for
                throw inVain(subject);
            } else {
                Thread.yield();
            }
        }
    }

    private boolean mustGiveUp(long startNanos) {
        boolean late = Ticker.system().nanos() - startNanos > kit.patience().toNanos();
        return late || Thread.currentThread().isInterrupted();
    }

    private AssertionError inVain(String subject) {
        return new AssertionError("waited for " + kit.patience() + " in vain: " + subject);
    }

    /** Makes a call that blocks, on the test's thread. */
    <T extends @Nullable Object> T patiently(String subject, Callable<T> blocking) throws Exception {
        return patience.call(subject, blocking);
    }

    <T extends @Nullable Object> T join(TaskHandle<T> handle) throws Exception {
        return patiently("the end of " + handle, handle::join);
    }

    <T extends @Nullable Object> T run(Task<T> task) throws Exception {
        return join(scheduler().submit(task));
    }

    Throwable failureOf(TaskHandle<?> handle) {
        TaskFailedException told = assertThrows(TaskFailedException.class, joining(handle));
        return Objects.requireNonNull(told.getCause());
    }

    void assertCancelled(TaskHandle<?> handle) {
        assertThrows(CancellationException.class, joining(handle));
    }

    private Executable joining(TaskHandle<?> handle) {
        return () -> patiently("the end of " + handle, () -> {
            handle.join();
            return true;
        });
    }

    // ---- Other threads ----

    /** Runs something beside the test. */
    Thread aside(Executable body) {
        Thread thread = asideLater(body);
        thread.start();
        return thread;
    }

    /** As {@link #aside}, not started. */
    Thread asideLater(Executable body) {
        Thread thread = new Thread(
                () -> {
                    try {
                        body.execute();
                    } catch (Throwable failure) {
                        failedAside.add(failure);
                    }
                },
                "beside the test");
        thread.setDaemon(true);
        asides.add(thread);
        return thread;
    }

    /** Waits for the end of a thread, and throws what any of them has thrown. */
    void await(Thread thread) throws Exception {
        await(thread, "the end of a thread beside the test", kit.patience());
    }

    private void await(Thread thread, String subject, Duration limit) throws Exception {
        thread.join(Math.max(1, limit.toMillis()));
        throwWhatFailedAside();
        if (thread.isAlive()) throw new AssertionError("waited for " + limit + " in vain: " + subject);
    }

    private void throwWhatFailedAside() throws Exception {
        Throwable failure = failedAside.poll();
        if (failure instanceof Error error) throw error;
        if (failure != null) throw (Exception) failure;
    }

    // ---- The end ----

    /** Ends the schedulers; says nothing of those that do not end if the test has failed already. */
    void end(boolean failed) throws Exception {
        boolean mine = Thread.interrupted(); // a test's last step may have left it
        Duration limit = failed && kit.patience().compareTo(LAST_WAIT) > 0 ? LAST_WAIT : kit.patience();
        try {
            for (Scheduler scheduler : open) endOne(scheduler, limit, failed);
            if (!failed) throwWhatFailedAside();
        } finally {
            asides.forEach(Thread::interrupt);
            patience.close();
        }
        if (mine && !failed) throw new AssertionError("the thread that joined was left interrupted");
    }

    private void endOne(Scheduler scheduler, Duration limit, boolean failed) throws Exception {
        try {
            scheduler.shutdownNow();
            close(scheduler, limit);
            if (!scheduler.isTerminated()) throw new AssertionError("not terminated when close() returned");
        } catch (Exception | Error failure) {
            if (!failed) throw failure;
        }
    }
}
