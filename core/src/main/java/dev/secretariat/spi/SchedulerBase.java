package dev.secretariat.spi;

import dev.secretariat.Awaitable;
import dev.secretariat.CloseTimeoutException;
import dev.secretariat.FailureHandler;
import dev.secretariat.Scheduler;
import dev.secretariat.Submission;
import dev.secretariat.Task;
import dev.secretariat.TaskHandle;
import dev.secretariat.Ticker;
import dev.secretariat.executor.ExecutorBackend;
import dev.secretariat.executor.ExecutorView;
import dev.secretariat.impl.SubmittedTask;
import dev.secretariat.impl.ThreadWaker;
import dev.secretariat.internal.Belongings;
import dev.secretariat.internal.Seeds;
import dev.secretariat.internal.Texts;
import dev.secretariat.internal.Threads;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * All of a scheduler but the decision when and where a ready task runs. A subclass implements {@link
 * #ready}, makes workers with {@link #newWorker}, and has them call {@link #runStep}. One with threads
 * lets them go in {@link #terminated}:
 *
 * <pre>{@code
 * final class OneThread extends SchedulerBase {
 *     private final BlockingQueue<Optional<TaskCell<?>>> queue = new LinkedBlockingQueue<>();
 *
 *     OneThread() {
 *         WorkerBase worker = newWorker(0);
 *         new Thread(() -> work(worker)).start();
 *     }
 *     protected void ready(TaskCell<?> cell, Reason reason) {
 *         queue.add(Optional.of(cell));
 *     }
 *     protected void terminated() {
 *         queue.add(Optional.empty());
 *     }
 *     private void work(WorkerBase worker) {
 *         while (true) {
 *             try {
 *                 Optional<TaskCell<?>> next = queue.take();
 *                 if (next.isEmpty()) return;
 *                 runStep(next.get(), worker);
 *             } catch (InterruptedException leftByAStep) {
 *                 // take() has taken nothing: go on
 *             }
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>Everything else that the rules ask of a scheduler is done here: accepting and refusing, states,
 * wakes, cancelling, failures, timers, joining and closing.
 */
@SuppressWarnings("this-escape") // to helpers of this package, which keep it for later
public abstract class SchedulerBase implements Scheduler {
    /** So long a close waits before the log tells for what: longer than a program's end that is in order (S3). */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final Ticker ticker;
    final List<WorkerBase> workers = new CopyOnWriteArrayList<>();

    // What cells, workers and handles tell goes to these directly.
    final TaskRegistry<SchedulerBase, TaskCell<?>> registry = new TaskRegistry<>(this);
    final Lifecycle lifecycle = new Lifecycle(registry::begunExternal);
    private final Unended unended = new Unended(registry, lifecycle);
    final Shutdown shutdown = new Shutdown(new SchedulerShutdown(this, unended), lifecycle);
    final Admission admission = new Admission(this, shutdown, registry);
    final ExecutorBackend backend = new SchedulerBackend(this);
    final Callbacks callbacks = new Callbacks();
    final Belongings belongings = new Belongings();
    final Reports reports;
    final TimerThread timerThread;

    /** A scheduler on the system's clock that logs unseen failures. */
    protected SchedulerBase() {
        this("scheduler", Ticker.system(), LoggingFailureHandler.INSTANCE);
    }

    /**
     * A scheduler.
     *
     * @param name what reports and threads are called
     * @param ticker its clock
     * @param failureHandler receives the failures that nobody else would see
     */
    protected SchedulerBase(String name, Ticker ticker, FailureHandler failureHandler) {
        this.name = Objects.requireNonNull(name, "name");
        this.ticker = Objects.requireNonNull(ticker, "ticker");
        Objects.requireNonNull(failureHandler, "failureHandler");
        this.reports = new Reports(failureHandler, this, shutdown::hasBegunToTerminate);
        this.timerThread = new TimerThread(ticker, Threads.daemons(name + "-timers"));
    }

    // ---- For subclasses ----

    /**
     * Takes a task that is ready, to run its next step later: exactly one call of {@link
     * #runStep} for each call of this method, on any worker, such that this call happens-before
     * it.
     *
     * <p>Called from any thread, also from workers; must neither block nor run a step. If it throws, the
     * task fails with what was thrown.
     *
     * @param cell the task
     * @param reason why it is ready
     */
    protected abstract void ready(TaskCell<?> cell, Reason reason);

    /**
     * As {@link #ready(TaskCell, Reason)}, where it is known that this happens on the thread of one of this scheduler's
     * workers, in what that worker runs: the task whose step it was yielded, goes on, or need not wait; or a step
     * submitted the task with {@link dev.secretariat.Worker#submit}. Tasks that a step wakes come by the other method.
     *
     * @param cell the task
     * @param reason why it is ready
     * @param worker the worker
     */
    protected void ready(TaskCell<?> cell, Reason reason, WorkerBase worker) {
        ready(cell, reason);
    }

    /**
     * Runs the next step of a task on the calling thread, or ends the task if it has been cancelled. To be called once for each
     * call of {@link #ready}; calls for one task must not overlap, and each must happen-before the next. What it throws is the outcome.
     *
     * @param cell the task
     * @param worker the worker
     * @throws IllegalStateException if the worker is running another step
     * @throws IllegalArgumentException if the task or the worker is of another scheduler
     */
    protected final void runStep(TaskCell<?> cell, WorkerBase worker) {
        if (worker.base() != this) throw new IllegalArgumentException(worker + " is not one of " + this);
        if (!cell.isOf(this)) throw new IllegalArgumentException(cell + " was not submitted to " + this);
        cell.runStep(worker);
    }

    /**
     * Returns the cell behind a handle, for reports; once the task has ended, it says how.
     *
     * @param task a task of this scheduler, or one that has ended
     * @return null if it is neither
     */
    protected final @Nullable TaskCell<?> cellOf(TaskHandle<?> task) {
        return task instanceof CellHandle<?> handle && handle.cell().isOf(this) ? handle.cell() : null;
    }

    /**
     * Makes a worker. It serves one thread at a time, and need not stay on one.
     *
     * @param index what {@link dev.secretariat.Worker#index} returns
     */
    protected final WorkerBase newWorker(int index) {
        return new WorkerBase(this, index);
    }

    final void add(WorkerBase worker) {
        workers.add(worker);
    }

    /**
     * Returns what rings this scheduler's deadlines. This implementation starts a daemon thread with the first
     * of them; a scheduler that can wait for the time on its own thread overrides it.
     */
    protected Timers timers() {
        return timerThread;
    }

    /**
     * Called before a task is accepted, on the thread that submits it. If it throws, the task is not accepted: for schedulers
     * of limited room. This implementation does nothing.
     *
     * @param task the task
     * @param submission how it is submitted, with what it inherits
     * @throws java.util.concurrent.RejectedExecutionException to refuse it
     */
    protected void admit(Task<?> task, Submission submission) {}

    /**
     * Makes the random numbers of a worker. A simulation overrides it.
     *
     * @param workerIndex the worker
     */
    protected RandomGenerator newRandom(int workerIndex) {
        return Seeds.generator();
    }

    /**
     * Returns whether a task that waits, and has no {@link Task#onCancel} of its own, ends in the call that cancels it, on
     * that thread. This implementation says yes. Where the answer is no, the task is made {@link #ready}, and ends in its
     * turn: for simulations, which choose when, and where those who wait must be called back on certain threads.
     */
    protected boolean endsInCancel() {
        return true;
    }

    /**
     * Blocks the calling thread until a condition of this scheduler may hold. A scheduler that is
     * driven by its callers overrides it to drive.
     *
     * @param awaitable the condition
     * @param end when to give up: made once, however often the caller looks and waits again
     * @return false if the time ran out
     * @throws InterruptedException if the calling thread is interrupted
     */
    protected boolean block(Awaitable awaitable, TimerDeadline end) throws InterruptedException {
        return new ThreadWaker(awaitable).block(ticker, end.nanos());
    }

    /**
     * As {@link #block}, where the calling thread is in a step of this scheduler: for waits of the executor view that have
     * a time-out. This implementation parks the thread; a simulation overrides it, whose time would not pass.
     */
    protected boolean blockInStep(Awaitable awaitable, TimerDeadline end) throws InterruptedException {
        return new ThreadWaker(awaitable).block(ticker, end.nanos());
    }

    /**
     * Called once, when the last task has ended after closing began, on whichever thread noticed that: the place to let
     * threads go. Must not block. {@link #isTerminated()} turns true after it.
     */
    protected void terminated() {}

    /**
     * Returns after how long, on this scheduler's clock, {@link #close()} logs who waits on what: ten seconds.
     * Simulations tell of a deadlock as soon as there is one.
     */
    protected Duration patience() {
        return PATIENCE;
    }

    /** Holds when this scheduler has terminated. */
    protected final Awaitable termination() {
        return shutdown.terminated();
    }

    /** Returns the failure handler that logs errors through SLF4J, for builders' defaults. */
    protected static FailureHandler loggingFailureHandler() {
        return LoggingFailureHandler.INSTANCE;
    }

    /**
     * Returns whether the calling thread is at work for this scheduler, so that waiting for it would block what
     * it waits for: in a step, or in a callback that follows from one. A scheduler whose own threads call
     * users' code elsewhere adds those.
     */
    protected boolean isWorking() {
        for (WorkerBase worker : workers) {
            if (worker.isMine()) return true;
        }
        return shutdown.isTerminating() || timerThread.isMine() || callbacks.isMine();
    }

    /** Returns what reports and threads are called. */
    protected final String name() {
        return name;
    }

    // ---- Submitting ----

    @Override
    public final <T extends @Nullable Object> TaskHandle<T> submit(Task<T> task) {
        Objects.requireNonNull(task, "task");
        return admission.submit(task, null);
    }

    @Override
    public final <T extends @Nullable Object> TaskHandle<T> submit(Submission submission, Task<T> task) {
        Objects.requireNonNull(submission, "submission");
        Objects.requireNonNull(task, "task");
        return admission.submit(SubmittedTask.of(submission, task), null);
    }

    @Override
    public final <T extends @Nullable Object> TaskHandle<T> schedule(Task<T> task, Duration delay) {
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(delay, "delay");
        return admission.submit(task, deadline(delay));
    }

    @Override
    public final <T extends @Nullable Object> TaskHandle<T> schedule(
            Submission submission, Task<T> task, Duration delay) {
        Objects.requireNonNull(submission, "submission");
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(delay, "delay");
        return admission.submit(SubmittedTask.of(submission, task), deadline(delay));
    }

    // ---- What cells tell ----

    /** Returns whether no step may begin any more, so that what is ready or parks has to be cancelled. */
    final boolean isShuttingDown() {
        return lifecycle.phase() >= Lifecycle.CANCELLING;
    }

    final boolean isRunning(TaskCell<?> cell) {
        for (WorkerBase worker : workers) {
            if (worker.isRunning(cell)) return true;
        }
        return false;
    }

    // ---- Closing ----

    @Override
    public final void close() {
        shutdown.advance(Lifecycle.CLOSING);
        if (!isWorking()) shutdown.await();
    }

    @Override
    public final void close(Duration timeout) throws CloseTimeoutException {
        Objects.requireNonNull(timeout, "timeout");
        shutdown.advance(Lifecycle.CLOSING);
        if (!isWorking()) shutdown.await(timeout);
    }

    @Override
    public final void shutdown() {
        shutdown.advance(Lifecycle.CLOSING);
    }

    @Override
    public final void shutdownNow() {
        shutdown.shutdownNow();
    }

    @Override
    public final String dump() {
        return unended.dump();
    }

    /**
     * Passes over the tasks that have not ended; some that come or go meanwhile may be missed. From any thread.
     *
     * @param action called for each
     */
    protected final void forEachCell(Consumer<? super TaskCell<?>> action) {
        registry.forEach(action);
    }

    @Override
    public final Awaitable closing() {
        return shutdown.closing();
    }

    @Override
    public final boolean isClosing() {
        return shutdown.closing().isDone();
    }

    @Override
    public final boolean isTerminated() {
        return shutdown.terminated().isDone();
    }

    // ---- The rest ----

    @Override
    public final TimerDeadline deadline(Duration delay) {
        Objects.requireNonNull(delay, "delay");
        return TimerDeadline.after(delay, timers());
    }

    @Override
    public final Ticker ticker() {
        return ticker;
    }

    @Override
    public OptionalLong fairnessBound() {
        return OptionalLong.empty();
    }

    @Override
    public final ScheduledExecutorService asExecutorService() {
        return new ExecutorView(backend);
    }

    @Override
    public String toString() {
        return Texts.simpleName(getClass()) + " '" + name + "'";
    }
}
