package dev.secretariat.executor;

import dev.secretariat.Deadline;
import dev.secretariat.TaskHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler as a {@link ScheduledExecutorService}. Has no state: all views of a scheduler are one.
 *
 * <p>Not an AbstractExecutorService: its {@code invokeAny} waits at a queue, where nobody would
 * drive a scheduler without a thread, and its time-outs are on the system's clock.
 *
 * <p>How {@code shutdownNow()} shares the work with the workers, and with those who submit:
 *
 * <ol>
 *   <li>It stops: from this change of phase on, a step of a task that has not begun its work does not begin it, but yields.
 *   <li>It goes through the tasks that are listed. What has not begun it takes back, what rests between two runs it ends, and
 *       what runs it interrupts. Each is decided by one CAS of the task's state, so a worker that looked at the
 *       phase before the change has either claimed its work when we come to it, and is interrupted, or
 *       comes too late for it. So at most one piece of work for each worker begins after the stop, none after the end, and all
 *       that ran is interrupted.
 *   <li>It cancels all tasks, which ends what was taken back.
 * </ol>
 *
 * <p>A submission that is listed too late for that finds the phase changed; it drops its work, unless that has begun
 * or been taken back, and is rejected.
 */
public final class ExecutorView implements ScheduledExecutorService {
    private final ExecutorBackend backend;
    private final Launcher launcher;

    /** A view of a scheduler. */
    public ExecutorView(ExecutorBackend backend) {
        this.backend = backend;
        this.launcher = new Launcher(backend);
    }

    // ---- Work ----

    @Override
    public void execute(Runnable command) {
        Objects.requireNonNull(command, "command");
        TaskHandle<?> ignored = launcher.launch(new ExecutedTask(backend, command), null);
    }

    @Override
    public <T> Future<T> submit(Callable<T> task) {
        return start(launcher.future(Objects.requireNonNull(task, "task")));
    }

    @Override
    public Future<?> submit(Runnable task) {
        Objects.requireNonNull(task, "task");
        return start(new ViewFuture<>(backend, action(task), task.getClass()));
    }

    @Override
    public <T> Future<T> submit(Runnable task, T result) {
        Objects.requireNonNull(task, "task");
        return start(new ViewFuture<>(backend, callable(task, result), task.getClass()));
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        Objects.requireNonNull(command, "command");
        return startLater(action(command), command.getClass(), delay, unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        Objects.requireNonNull(callable, "callable");
        return startLater(callable, callable.getClass(), delay, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        Objects.requireNonNull(command, "command");
        Deadline first = backend.deadline(Waits.duration(initialDelay, unit));
        return repeat(command, first, positive("period", period, unit), true);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        Objects.requireNonNull(command, "command");
        Deadline first = backend.deadline(Waits.duration(initialDelay, unit));
        return repeat(command, first, positive("delay", delay, unit), false);
    }

    private ScheduledFuture<?> repeat(Runnable command, Deadline first, Duration period, boolean fixedRate) {
        // Its own steps wait for the deadlines, since they wait for closing() as well.
        return start(new PeriodicFuture(backend, action(command), command.getClass(), first, period, fixedRate));
    }

    private <V extends @Nullable Object> DelayedFuture<V> startLater(
            Callable<? extends V> work, Class<?> workClass, long delay, TimeUnit unit) {
        Deadline begin = backend.deadline(Waits.duration(delay, unit));
        DelayedFuture<V> future = new DelayedFuture<>(backend, work, workClass, begin);
        launcher.launch(future, begin);
        return future;
    }

    private <F extends ViewFuture<?>> F start(F future) {
        launcher.launch(future, null);
        return future;
    }

    private static Callable<@Nullable Object> action(Runnable task) {
        return callable(task, null);
    }

    private static <T extends @Nullable Object> Callable<T> callable(Runnable task, T result) {
        return () -> {
            task.run();
            return result;
        };
    }

    private static Duration positive(String name, long period, TimeUnit unit) {
        if (period <= 0) throw new IllegalArgumentException(name + " is not positive: " + period);
        return Waits.duration(period, unit);
    }

    // ---- Many at once ----

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks) throws InterruptedException {
        return new Invocations<>(launcher, tasks).all(Waits.FOREVER);
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException {
        return new Invocations<>(launcher, tasks).all(Waits.duration(timeout, unit));
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks) throws InterruptedException, ExecutionException {
        try {
            return new Invocations<>(launcher, tasks).any(Waits.FOREVER);
        } catch (TimeoutException e) {
            throw new AssertionError("146 years have passed", e);
        }
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return new Invocations<>(launcher, tasks).any(Waits.duration(timeout, unit));
    }

    // ---- The end ----

    @Override
    public void shutdown() {
        backend.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        List<Runnable> neverBegun = new ArrayList<>();
        backend.stop();
        try {
            backend.forEachTask(task -> {
                if (task instanceof ViewTask work && work.takeBackOrStop()) neverBegun.add(work.takenBack());
            });
        } finally {
            backend.shutdownNow(); // whatever happens: what is ready waits for it
        }
        Collections.reverse(neverBegun); // into the order of submission
        return neverBegun;
    }

    /** Does what {@code ExecutorService.close()} does since 19, but inside a step it does not wait. */
    @SuppressWarnings("MissingOverride") // there is none on 17
    public void close() {
        shutdown();
        if (backend.isWorking()) return;
        boolean interrupted = false;
        while (!isTerminated()) {
            try {
                awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
                shutdownNow();
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        Duration limit = Waits.duration(timeout, unit);
        return Waits.until(this::isTerminated, backend.termination(), limit, backend);
    }

    @Override
    public boolean isShutdown() {
        return backend.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return backend.isTerminated();
    }

    @Override
    public String toString() {
        return "executor view of " + backend;
    }
}
